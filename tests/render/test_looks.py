"""The mail as mail programs show it, in a real browser: `python -m tests.looks` makes pictures of the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_core_python.base import AXE_SCRIPT
from selenium.webdriver import Chrome

from digest.core.rendering import Variant
from digest.core.subscriber import Choice, Format
from digest.render.renderer import open_renderer
from tests.browser import chromium
from tests.builders import an_edition
from tests.looks import LOOKS, WIDTHS, Look, show
from tests.render.sample import a_full_issue

pytestmark = pytest.mark.xdist_group("chromium")

_ALL = {look.name: look for look in LOOKS}
_OF_PAGES = {name: {"enabled": False} for name in ("region", "landmark-one-main")}
"""What a mail cannot have: mail programs show it within a page of their own."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module", params=[Format.FULL, Format.LIGHT])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample issue in a file, as somebody gets it."""
    press = open_renderer(None).press(
        a_full_issue(), an_edition(), online_url="https://lalagune.example/online/ouest/2026-03-06"
    )
    html, _ = press.preview(Variant(Choice(format=request.param)))
    path = tmp_path_factory.mktemp("mail") / "issue.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [375, 600])
@pytest.mark.parametrize("name", ["light", "dark", "no-pictures"])
def test_mail_keeps_nobody_out(browser: Chrome, page: Path, name: str, width: int) -> None:
    show(browser, page, _ALL[name], width)
    browser.execute_script(AXE_SCRIPT)
    result = browser.execute_async_script("axe.run(arguments[0]).then(arguments[1])", {"rules": _OF_PAGES})
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in result["violations"]] == []


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_mail_never_scrolls_sideways(browser: Chrome, page: Path, look: Look) -> None:
    for width in WIDTHS:
        show(browser, page, look, width)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width // look.zoom, width

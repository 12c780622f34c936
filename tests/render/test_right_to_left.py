"""The mail of an Arabic edition in a real browser: what begins at the left elsewhere begins at the right."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from digest.core.rendering import EVERYTHING
from digest.render.renderer import open_renderer
from tests.browser import chromium, resize
from tests.builders import an_edition
from tests.render.sample import a_full_issue

pytestmark = pytest.mark.xdist_group("chromium")

_PLACES = """
const side = (selector) => {
  const place = document.querySelector(selector).getBoundingClientRect(), half = innerWidth / 2;
  return place.left + place.width / 2 < half ? "left" : "right";
};
return Object.fromEntries(arguments[0].map((selector) => [selector, side(selector)]));
"""
_DIRECTIONS = """
const all = [...document.querySelectorAll("td, p, h1, h2")]
  .filter((each) => !each.closest("[lang=fr], [lang=en]"));
return [...new Set(all.map((each) => getComputedStyle(each).direction))];
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """A browser that shows the sample issue of an edition in Arabic."""
    edition = an_edition(locale="ar")
    html, _ = (
        open_renderer(None).press(a_full_issue(), edition, online_url="https://a.example/").preview(EVERYTHING)
    )
    path: Path = tmp_path_factory.mktemp("mail") / "issue.html"
    path.write_text(html, encoding="utf-8")
    with chromium() as browser:
        browser.get(path.as_uri())
        yield browser


@pytest.mark.parametrize("width", [600, 375])
def test_mail_in_arabic_is_the_other_way_round(browser: Chrome, width: int) -> None:
    resize(browser, width)

    sides = {".thumb": "left", ".count": "right", ".pill": "right", ".call a": "right"}
    assert browser.execute_script(_PLACES, list(sides)) == sides
    assert browser.execute_script(_DIRECTIONS) == ["rtl"]
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width

"""The mail beside what others say and make of it: MJML’s own compiler, a browser, html-validate, SpamAssassin."""

import base64
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from selenium.webdriver import Chrome

from digest.core.rendering import EVERYTHING, Variant
from digest.core.subscriber import Choice, Format
from digest.mail.message import Composer, Letterhead
from digest.render.environment import html_environment
from digest.render.press import SAMPLE, Press
from digest.render.renderer import open_renderer
from digest.render.scan import Scanned, scan
from digest.render.themes import open_themes
from tests.browser import chromium, resize
from tests.builders import NOON, a_subscriber, an_edition
from tests.render.sample import a_full_issue
from tests.required import skip_unless

PEERS = Path(__file__).parents[1] / "benchmarks" / "peers"
RENDERER = open_renderer(None)


def a_press(locale: str = "fr") -> Press:
    return RENDERER.press(a_full_issue(), an_edition(locale=locale), online_url="https://lalagune.example/online")


def scanned() -> Scanned:
    environment = html_environment()
    return scan(environment, open_themes(None).library("default").read("issue/body.mjml.j2", environment))


def ask(script: str, text: str) -> Any:
    """What a script of the peers answers to `text`."""
    skip_unless(
        shutil.which("node") and (PEERS / "node_modules").exists(),
        "Node or the peers are not installed (npm install --no-package-lock --prefix tests/benchmarks/peers)",
    )
    answer = subprocess.run(["node", PEERS / script], input=text, check=True, capture_output=True, text=True)
    return json.loads(answer.stdout)


def picture_of(browser: Chrome, html: str, folder: Path, *, width: int) -> Image.Image:
    """The whole page at that width, images not loaded."""
    page = folder / "mail.html"
    # Their inliner writes height="auto", which with no picture leaves no room; a loaded picture brings its own.
    html = re.sub(r'(<img[^>]*?) height="[^"]*"', r"\1", re.sub(r'src="[^"]*"', 'src=""', html))
    page.write_text(html, encoding="utf-8")
    resize(browser, width)
    browser.get(page.as_uri())
    height = browser.execute_script("return document.documentElement.scrollHeight")
    resize(browser, width, height)
    png = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
    return Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")


def test_official_compiler_has_nothing_against_our_templates() -> None:
    assert ask("mjml.mjs", scanned().mjml)["errors"] == []


def test_mail_looks_in_a_browser_as_the_official_compiler_makes_it(tmp_path: Path) -> None:
    source, press = scanned(), a_press()
    official = html_environment().from_string(source.restore(ask("mjml.mjs", source.mjml)["html"]))
    chosen = press.stock.choose(EVERYTHING)
    assert chosen
    theirs = official.render({str(k): v for k, v in (press.values(chosen, EVERYTHING) | dict(SAMPLE)).items()})
    ours, _ = press.preview(EVERYTHING)

    with chromium() as browser:
        for width in (800, 400):
            one, other = (picture_of(browser, html, tmp_path, width=width) for html in (ours, theirs))
            assert one.size == other.size
            assert ImageChops.difference(one, other).getbbox() is None


@pytest.mark.parametrize("format", [Format.FULL, Format.LIGHT])
@pytest.mark.parametrize("locale", ["fr", "en"])
def test_mail_is_valid_html(locale: str, format: Format) -> None:
    html, _ = a_press(locale).preview(Variant(Choice(format=format)))

    assert ask("validate.mjs", html) == []


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("locale", ["fr", "en"])
def test_mail_is_no_spam(locale: str, format: Format) -> None:
    skip_unless(shutil.which("spamassassin"), "SpamAssassin is not installed (Debian: spamassassin)")
    press, letterhead = a_press(locale), Letterhead(an_edition(locale=locale), a_full_issue())
    composer = Composer(press.render(Variant(Choice(format=format))), letterhead)
    url = "https://lalagune.example/u/AQAAAAEAAAABabcdefghijklmnopqrstuv"
    raw = b"".join(composer.compose(a_subscriber(), unsubscribe_url=url, at=NOON))

    judged = subprocess.run(["spamassassin", "-L"], input=raw, check=True, capture_output=True).stdout.decode()
    found = re.search(r"^X-Spam-Status: .*?score=(-?[0-9.]+)", judged, re.M)

    assert found
    assert float(found[1]) <= 0.5

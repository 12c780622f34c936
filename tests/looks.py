"""Takes pictures of the demo's mail as mail programs show it: `python -m tests.looks [DIR]`.

Looked at by a person; what a machine can tell of the same pages is in tests/render/test_looks.py.
"""

import base64
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from selenium.webdriver import Chrome

from digest.demo.run import demo_settings, run_demo
from digest.mail.mailbox import Mailbox
from digest.wiring import open_newsroom
from tests.browser import chromium, resize

WIDTHS = (600, 375, 320)


def _as_it_is(html: str) -> str:
    return html


def without_pictures(html: str) -> str:
    """The page with addresses that lead nowhere, as where a mail program blocks pictures."""
    return re.sub(r' src="[^"]*"', ' src="about:blank"', html)


def without_styles(html: str) -> str:
    """The page where neither style sheets nor style attributes are heeded."""
    return re.sub(r' style="[^"]*"', "", re.sub(r"(?s)<style.*?</style>", "", html))


def from_right_to_left(html: str) -> str:
    """The page with all that has a side on the other one, as for a language that is written from right to left."""
    html = re.sub(r'\b(dir|direction)(="|:)(ltr|auto)', r"\1\2rtl", html)
    other = {"left": "right", "right": "left"}
    return re.sub(r'\b(align(?:="|:) ?)(left|right)', lambda match: match[1] + other[match[2]], html)


def without_schemes(html: str) -> str:
    """The page for a mail program that knows no colour schemes, and may turn the colours round by itself."""
    html = re.sub(r'<meta name="(?:supported-)?color-schemes?"[^>]*>', "", html)
    html = re.sub(r"color-scheme: ?light dark;|supported-color-schemes: ?light dark;", "", html)
    return html.replace("(prefers-color-scheme: dark)", "(width: 0)").replace(
        "(prefers-color-scheme:dark)", "(width:0)"
    )


@dataclass(frozen=True, slots=True)
class Look:
    """A way in which a mail program shows a page."""

    name: str
    change: Callable[[str], str] = _as_it_is
    dark: bool = False
    inverted: bool = False
    """Whether the mail program darkens the page by itself, whatever it says of colours."""
    zoom: int = 1


LOOKS = (
    Look("light"),
    Look("dark", dark=True),
    Look("inverted", change=without_schemes, inverted=True),
    Look("no-pictures", change=without_pictures),
    Look("no-styles", change=without_styles),
    Look("right-to-left", change=from_right_to_left),
    Look("zoomed", zoom=2),
)


def show(browser: Chrome, page: Path, look: Look, width: int) -> None:
    """Open `page` as `look` has it, in a window of that width."""
    changed = page.with_name(f"{page.stem}-{look.name}.html")
    changed.write_text(look.change(page.read_text(encoding="utf-8")), encoding="utf-8")
    scheme = {"name": "prefers-color-scheme", "value": "dark" if look.dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    browser.execute_cdp_cmd("Emulation.setAutoDarkModeOverride", {"enabled": look.inverted})
    resize(browser, width // look.zoom)
    browser.get(changed.as_uri())


def photograph(browser: Chrome, path: Path, *, zoom: int = 1) -> None:
    """Write the whole page that is open as a PNG."""
    area = browser.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"] | {"x": 0, "y": 0, "scale": zoom}
    shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"clip": area, "captureBeyondViewport": True})
    path.write_bytes(base64.b64decode(shot["data"]))


def make_page(folder: Path) -> Path:
    """The issue of the demo, as a page with its pictures beside it."""
    with Mailbox(folder / "mailbox") as mailbox:
        settings = demo_settings(folder, port=9, smtp_port=mailbox.port)
        with open_newsroom(settings) as newsroom:
            shown = run_demo(newsroom, folder, clock=lambda: datetime.now(UTC), tell=lambda *_: None)
    return shown.files[0]


def main(folder: Path) -> None:
    """Photograph every look at every width."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, chromium() as browser:
        page = make_page(Path(made))
        for look in LOOKS:
            for width in WIDTHS:
                show(browser, page, look, width)
                path = folder / f"{look.name}-{width}.png"
                photograph(browser, path, zoom=look.zoom)
                print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "looks"))

"""Privacy: what a mail loads, runs or tells behind the back of its reader."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from digest.render.preflight.check import Check
from digest.render.preflight.document import place
from digest.render.preflight.finding import Flaw, error, quote, warning
from digest.render.preflight.specimen import Need, Specimen

_REMOTE_STYLE = re.compile(r"@import|@font-face|url\(\s*[\"']?(?:https?:)?//", re.I)
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|vero_id|oly_(?:anon|enc)_id"
)
_TINY = re.compile(r"0*[01](?:px)?")
_ACTIVE = ("script", "iframe", "object", "embed", "applet", "form")


def _find_pixel(mail: Specimen) -> Iterator[Flaw]:
    for image in mail.document.images:
        sizes = (image.get("width").strip(), image.get("height").strip())
        if all(map(_TINY.fullmatch, sizes)) and not image.get("src").startswith("cid:"):
            yield warning("A picture of one pixel counts who opens the mail.", place(image), "Take it out.")


def _find_remote(mail: Specimen) -> Iterator[Flaw]:
    mend = "Keep styles in the template, and use fonts that readers have."
    for link in mail.document.every("link"):
        if {"stylesheet", "preload", "preconnect"} & set(link.get("rel").lower().split()):
            yield error("A style sheet or a font is loaded from elsewhere.", place(link), mend)
    for sheet in mail.document.sheets:
        css = "".join(child for child in sheet.children if isinstance(child, str))
        if found := _REMOTE_STYLE.search(css):
            yield error(f"“{quote(found[0])}” loads styles, fonts or pictures from elsewhere.", place(sheet), mend)
    for element in mail.document.elements:
        if found := _REMOTE_STYLE.search(element.get("style")):
            yield warning(f"“{quote(found[0])}” loads a picture from elsewhere.", place(element), "Use <img>.")


def _find_active(mail: Specimen) -> Iterator[Flaw]:
    for element in mail.document.every(*_ACTIVE):
        yield error(
            f"Mail clients do not run <{element.tag}>, and filters suspect it.", place(element), "Take it out."
        )
    for element in mail.document.elements:
        if name := next((name for name in element.attributes if re.fullmatch("on[a-z]{3,20}", name)), ""):
            yield error(f"The attribute {name} holds a script.", place(element), "Take it out.")


def _find_tracking(mail: Specimen) -> Iterator[Flaw]:
    for target in sorted(mail.document.targets):
        names = [name for name, _ in _query(target) if _TRACKING.fullmatch(name)]
        if names:
            yield warning(
                f"A link tracks its reader: {', '.join(map(quote, names[:5]))}.",
                f"html, {quote(target)}",
                "Take the parameters out.",
            )


def _query(url: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(urlsplit(url).query[:2_000], errors="replace")
    except ValueError:
        return []


CHECKS = (
    Check("pixel", "no picture counts who opens the mail", (Need.HTML,), _find_pixel),
    Check("remote", "styles and fonts are in the mail itself", (Need.HTML,), _find_remote),
    Check("active", "there are no scripts, frames and forms", (Need.HTML,), _find_active),
    Check("tracking", "no link tracks its reader", (Need.HTML,), _find_tracking),
)

"""Elements: which of MJML 4 and 5 a mail may use, where each may stand, and what it may be told.

The engine takes unknown elements and wrong places without a word. Left out is what it gets wrong.
"""

from dataclasses import dataclass
from enum import Enum, auto


class Content(Enum):
    """What stands in an element."""

    ELEMENTS = auto()
    HTML = auto()
    TEXT = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Element:
    """One element of MJML."""

    parents: frozenset[str]
    content: Content
    attributes: frozenset[str] = frozenset()


def _words(*texts: str) -> frozenset[str]:
    return frozenset(" ".join(texts).split())


_PADDING = "padding padding-top padding-right padding-bottom padding-left"
_BORDER = "border border-top border-right border-bottom border-left border-radius"
_TYPE = (
    "color font-family font-size font-style font-weight letter-spacing line-height text-decoration text-transform"
)
_BAND = (
    "background-color background-url background-repeat background-size background-position background-position-x "
    f"background-position-y direction full-width text-align {_BORDER} {_PADDING}"
)
_BLOCK = f"container-background-color {_PADDING}"


def _in_body(parents: str, content: Content, *attributes: str) -> Element:
    """An element of the body: its defaults may stand in mj-attributes."""
    return Element(_words(parents, "mj-attributes"), content, _words("css-class mj-class", *attributes))


_BODY = {
    "mj-wrapper": _in_body("mj-body", Content.ELEMENTS, _BAND),
    "mj-section": _in_body("mj-body mj-wrapper", Content.ELEMENTS, _BAND),
    "mj-group": _in_body("mj-section", Content.ELEMENTS, "background-color direction vertical-align width"),
    "mj-column": _in_body(
        "mj-section mj-group",
        Content.ELEMENTS,
        f"background-color inner-background-color direction vertical-align width {_BORDER} {_PADDING}",
    ),
    "mj-text": _in_body("mj-column", Content.HTML, f"align height vertical-align {_TYPE} {_BLOCK}"),
    "mj-button": _in_body(
        "mj-column",
        Content.HTML,
        "align background-color height href inner-padding name rel target text-align vertical-align width "
        f"{_TYPE} {_BORDER} {_BLOCK}",
    ),
    "mj-image": _in_body(
        "mj-column",
        Content.NOTHING,
        "align alt border border-left border-radius border-right fluid-on-mobile font-size height href max-height "
        f"name rel src srcset target title usemap width {_BLOCK}",
    ),
    "mj-divider": _in_body(
        "mj-column", Content.NOTHING, f"align border-color border-style border-width width {_BLOCK}"
    ),
    "mj-spacer": _in_body("mj-column", Content.NOTHING, f"height {_BLOCK}"),
    "mj-table": _in_body(
        "mj-column",
        Content.HTML,
        "align border cellpadding cellspacing color font-family font-size line-height table-layout "
        f"vertical-align width {_BLOCK}",
    ),
}

_ANY = frozenset(name for element in _BODY.values() for name in element.attributes)

ELEMENTS = _BODY | {
    "mjml": Element(frozenset(), Content.ELEMENTS, _words("lang dir")),
    "mj-head": Element(_words("mjml"), Content.ELEMENTS),
    "mj-body": Element(_words("mjml"), Content.ELEMENTS, _words("background-color css-class width")),
    "mj-title": Element(_words("mj-head"), Content.TEXT),
    "mj-breakpoint": Element(_words("mj-head"), Content.NOTHING, _words("width")),
    "mj-style": Element(_words("mj-head"), Content.TEXT, _words("inline")),
    "mj-attributes": Element(_words("mj-head"), Content.ELEMENTS),
    "mj-all": Element(_words("mj-attributes"), Content.NOTHING, _ANY),
    "mj-class": Element(_words("mj-attributes"), Content.NOTHING, _ANY | {"name"}),
    "mj-raw": Element(_words("mj-head mj-body mj-wrapper mj-section mj-group mj-column"), Content.HTML),
}
"""Every element that may be used, by its name."""

_SOCIAL = "its icons come from somebody else’s server; use mj-image or links in mj-text"
_IDS = "the engine gives its parts ids that collide, and few mail programs show it; use links in mj-text"

REFUSED = {
    "mj-hero": "the engine gets its paddings wrong; use mj-section with background-url",
    "mj-include": 'write {% include "parts/…" %}',
    "mj-preview": "the engine prints it in white; parts/preheader.mjml.j2 has the text beside the subject",
    "mj-font": "it loads a font from elsewhere, which tells when a mail is opened; use fonts that readers have",
    "mj-html-attributes": "the engine does not know it; write the attributes where they belong",
    "mj-social": _SOCIAL,
    "mj-social-element": _SOCIAL,
    "mj-navbar": _IDS,
    "mj-navbar-link": _IDS,
    "mj-carousel": _IDS,
    "mj-carousel-image": _IDS,
    "mj-accordion": _IDS,
    "mj-accordion-element": _IDS,
    "mj-accordion-title": _IDS,
    "mj-accordion-text": _IDS,
}
"""Elements of MJML that may not be used, and what to do instead."""

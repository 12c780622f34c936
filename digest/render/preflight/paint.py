"""Paint: in which colours, and how large, the words of a mail appear, in light and in dark.

Computed from style attributes, the attributes bgcolor and color, and the style sheets; where a picture or a
half-transparent colour shines through, the colour is unknown.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from digest.render.preflight.colours import Colour, read_colour
from digest.render.preflight.css import Declaration, Rule, Selector, read_style
from digest.render.preflight.document import Document
from digest.render.preflight.element import Element

_MOST_ELEMENTS = 6_000
_Sheet = dict[str, list[tuple[int, Selector, Rule]]]
_DARK = "prefers-color-scheme:dark"
_ALWAYS = frozenset({"", "all", "screen"})
_COLOURED = ("background", "background-color", "background-image")
_HIDING = {
    "display": ("none",),
    "visibility": ("hidden",),
    "opacity": ("0", "0.0"),
    "max-height": ("0", "0px"),
}
_WANTED = frozenset({"color", "font", "font-size", "font-weight", *_COLOURED, *_HIDING})
_SIZES = {"h1": 32.0, "h2": 24.0, "h3": 18.72, "h5": 13.28, "h6": 10.72, "small": 13.3}
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_LENGTH = re.compile(r"(?<![\w.])(\d{1,4}(?:\.\d{1,4})?|\.\d{1,4})(px|pt|em|rem|%|(?![\w.%]))")
_FACTORS = {"px": 1.0, "": 1.0, "pt": 4 / 3, "rem": 16.0}


@dataclass(frozen=True, slots=True)
class Look:
    """How words in an element look."""

    colour: Colour | None = (0, 0, 0)
    """None where it is unknown."""
    background: Colour | None = (255, 255, 255)
    size: float = 16.0
    """Of the letters, in CSS pixels."""
    is_bold: bool = False
    is_shown: bool = True

    @property
    def is_large(self) -> bool:
        """Large in the sense of WCAG: 18 points, or 14 if bold."""
        return self.size >= 24 or (self.is_bold and self.size >= 18.66)


def has_dark_sheet(document: Document) -> bool:
    """Whether the mail has styles of its own for dark mode."""
    return any(_DARK in rule.media for rule in document.rules)


def paint(document: Document, *, dark: bool) -> Iterator[tuple[Element, Look]]:
    """Every element with its look; of a very long mail the first ones."""
    rules = _by_subject(rule for rule in document.rules if rule.media in _ALWAYS or (dark and _DARK in rule.media))
    looks: dict[Element, Look] = {}
    for element in document.elements[:_MOST_ELEMENTS]:
        above = looks.get(element.parent, Look()) if element.parent else Look()
        look = _begin(element, above)
        for declaration in _cascade(element, rules):
            look = _apply(declaration, look, above)
        looks[element] = look
        yield element, look


def _begin(element: Element, above: Look) -> Look:
    """What the element inherits, and what browsers make of its name."""
    look = replace(above, size=_SIZES.get(element.tag, above.size), is_bold=above.is_bold or element.tag in _BOLD)
    if element.tag == "a" and "href" in element.attributes:
        look = replace(look, colour=(0, 0, 238))
    if colour := read_colour(element.get("bgcolor").lower()):
        look = replace(look, background=colour)
    if element.tag == "font" and (colour := read_colour(element.get("color").lower())):
        look = replace(look, colour=colour)
    return look


def _by_subject(rules: Iterable[Rule]) -> _Sheet:
    """Every selector of `rules` under what its element has to be, so that few have to be tried on each."""
    sheet: _Sheet = defaultdict(list)
    for order, rule in enumerate(rules):
        for selector in rule.selectors:
            sheet[selector.key].append((order, selector, rule))
    return sheet


def _cascade(element: Element, rules: _Sheet) -> list[Declaration]:
    """The declarations that concern the element, the strongest last."""
    found: list[tuple[tuple[object, ...], Declaration]] = []
    for key in (element.tag, *(f".{name}" for name in element.classes), "*"):
        for order, selector, rule in rules.get(key, ()):
            if selector.matches(element):
                found += [((each.is_important, 0, selector.weight, order), each) for each in rule.declarations]
    inline = read_style(element.get("style"))
    found += [((each.is_important, 1, (0, 0, 0), order), each) for order, each in enumerate(inline)]
    found = [each for each in found if each[1].name in _WANTED]
    return [declaration for _, declaration in sorted(found, key=lambda each: each[0])]


def _apply(declaration: Declaration, look: Look, above: Look) -> Look:
    name, value = declaration.name, declaration.value
    if name in _COLOURED:
        look = _apply_background(value, look, above)
    elif name == "color":
        colour = above.colour if value == "inherit" else read_colour(value)
        look = replace(look, colour=colour, is_shown=look.is_shown and value != "transparent")
    elif name == "font":
        bold = re.search(r"\bbold|\b[6-9]00\b", value) is not None
        look = _apply_size(value.partition("/")[0], replace(look, is_bold=bold), above)
    elif name == "font-size":
        look = _apply_size(value, look, above)
    elif name == "font-weight":
        look = replace(look, is_bold=value.startswith("bold") or value in ("600", "700", "800", "900"))
    elif value in _HIDING[name]:
        look = replace(look, is_shown=False)
    return look


def _apply_background(value: str, look: Look, above: Look) -> Look:
    if "url(" in value or "gradient(" in value:
        return replace(look, background=None)
    words = [value] if "(" in value else value.split()
    if colour := next(filter(None, map(read_colour, words)), None):
        return replace(look, background=colour)
    if "transparent" in words or value in ("none", "inherit", "initial"):
        return replace(look, background=above.background)
    return replace(look, background=None) if "(" in value or "#" in value else look


def _apply_size(value: str, look: Look, above: Look) -> Look:
    found = _LENGTH.search(value)
    if not found:
        return look
    factor = _FACTORS.get(found[2], above.size / 100 if found[2] == "%" else above.size)
    return replace(look, size=float(found[1]) * factor)

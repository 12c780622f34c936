"""Legibility: contrast in light and in dark, and the size of letters (WCAG 2.2, success criterion 1.4.3)."""

from collections.abc import Iterator

from digest.render.preflight.check import Check
from digest.render.preflight.colours import Colour, contrast, write_colour
from digest.render.preflight.document import Document, place
from digest.render.preflight.element import Element
from digest.render.preflight.finding import Flaw, error, quote, warning
from digest.render.preflight.paint import Look, has_dark_sheet, paint
from digest.render.preflight.specimen import Need, Specimen

_ENOUGH, _ENOUGH_IF_LARGE, _UNREADABLE = 4.5, 3.0, 2.0
_SMALLEST = 11.5


def _find_contrast(mail: Specimen) -> Iterator[Flaw]:
    yield from _find_faint(mail.document, dark=False)


def _find_dark_contrast(mail: Specimen) -> Iterator[Flaw]:
    if has_dark_sheet(mail.document):
        yield from _find_faint(mail.document, dark=True)


def _find_small(mail: Specimen) -> Iterator[Flaw]:
    seen: set[float] = set()
    for element, said, look in _spoken(mail.document, dark=False):
        if 1 < look.size < _SMALLEST and look.size not in seen:
            seen.add(look.size)
            yield warning(
                f"“{quote(said, 30)}” is set in {look.size:g} px.", place(element), "Set it in 12 px at least."
            )


def _find_faint(document: Document, *, dark: bool) -> Iterator[Flaw]:
    seen: set[tuple[Colour, Colour, bool]] = set()
    for element, said, look in _spoken(document, dark=dark):
        if look.colour is None or look.background is None or look.size <= 1:
            continue
        pair = (look.colour, look.background, look.is_large)
        ratio, enough = contrast(look.colour, look.background), _ENOUGH_IF_LARGE if look.is_large else _ENOUGH
        if ratio < enough and pair not in seen:
            seen.add(pair)
            make = error if ratio < _UNREADABLE else warning
            yield make(
                f"“{quote(said, 30)}” has a contrast of {ratio:.1f} and needs {enough:g}: "
                f"{write_colour(look.colour)} on {write_colour(look.background)}.",
                place(element),
                "Make one of the colours darker or lighter" + (" in the sheet for dark mode." if dark else "."),
            )


def _spoken(document: Document, *, dark: bool) -> Iterator[tuple[Element, str, Look]]:
    """The elements with words of their own that are shown."""
    for element, look in paint(document, dark=dark):
        said = "".join(child for child in element.children if isinstance(child, str))
        if look.is_shown and element.tag not in _NEVER_SHOWN and any(map(str.isalnum, said[:500])):
            yield element, said, look


_NEVER_SHOWN = frozenset({"style", "title", "script", "xml", "option", "textarea"})

CHECKS = (
    Check("contrast", "the text can be read", (Need.HTML,), _find_contrast),
    Check("contrast-dark", "the text can be read in dark mode", (Need.HTML,), _find_dark_contrast),
    Check("small-text", "no letters are too small", (Need.HTML,), _find_small),
)

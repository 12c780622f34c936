"""Which of the pictures around an article is its own."""

import html
import re
from collections.abc import Iterable

from digest.core.article import Picture

SMALLEST = 100
"""Least width and height, in pixels, of a picture that is not a logo, an icon or a counter."""

_IMAGE = re.compile(r"<img\b([^<>]*)>", re.I)
_ATTRIBUTE = re.compile(r"""\b(src|alt|width|height)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)


def first_picture(candidates: Iterable[Picture]) -> Picture | None:
    """The first candidate with a web address that is not known to be tiny."""
    return next((picture for picture in candidates if _is_usable(picture)), None)


def pictures_in(markup: str) -> Iterable[Picture]:
    """The pictures of a text, in its order."""
    for image in _IMAGE.finditer(markup):
        found = {name.lower(): html.unescape(a or b) for name, a, b in _ATTRIBUTE.findall(image[1])}
        if "src" in found:
            yield Picture(
                found["src"], found.get("alt", ""), pixels(found.get("width")), pixels(found.get("height"))
            )


def pixels(value: object) -> int | None:
    """A width or a height as sources write them: 640, "640", "640px"; None for anything else."""
    digits = re.fullmatch(r"\s*(\d{1,5})(?:px)?\s*", str(value), re.A)
    return int(digits[1]) or None if digits else None


def _is_usable(picture: Picture) -> bool:
    sides = (picture.width, picture.height)
    return picture.url.startswith(("https://", "http://")) and all(s is None or s >= SMALLEST for s in sides)

"""Which of the pictures around an article is its own."""

import html
import re
from collections.abc import Iterable

from digest.core.article import Picture

SMALLEST = 100
"""Least width and height, in pixels, of a picture that is not a logo, an icon or a counter."""
WIDE = 600
"""Width, in pixels, that fills a mail."""

# Whole words of the path, so that “logone.jpg” stays a picture of the river.
_FURNITURE = re.compile(r"(?:^|[/_.-])(?:logos?|sprites?|avatars?|gravatar|favicon|spacer|1x1)(?=[/_.-]|$)", re.I)
# Films, sounds and papers that feeds give without their type; and drawings, which no mail shows.
_NO_PICTURE = re.compile(r"\.(?:mp[34]|m4[av]|webm|og[gv]|mov|m3u8|pdf|svgz?)$", re.I)
_IMAGE = re.compile(r"<img\b([^<>]*)>", re.I)
_ATTRIBUTE = re.compile(r"""\b(src|alt|width|height)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)


def first_picture(candidates: Iterable[Picture]) -> Picture | None:
    """The first usable candidate that is not known to be narrower than WIDE, else the first usable one."""
    usable = [picture for picture in candidates if _is_usable(picture)]
    return next((picture for picture in usable if picture.width is None or picture.width >= WIDE), None) or next(
        iter(usable), None
    )


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
    path = _path(picture.url)
    if not picture.url.startswith(("https://", "http://")) or _FURNITURE.search(path) or _NO_PICTURE.search(path):
        return False
    return all(s is None or s >= SMALLEST for s in sides)


def _path(url: str) -> str:
    # Not by urlsplit, which raises on an address such as “http://[”.
    return url.partition("://")[2].partition("?")[0].partition("/")[2]

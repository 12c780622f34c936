"""Mirror: a compiled mail for a language that is written from right to left."""

import re

_OTHER = {"left": "right", "right": "left"}
_SIDE = re.compile(r'(?<![\w.-])((?:text-)?align(?::|=")|float:|(?:padding|margin|border)-)(left|right)\b')
_LENGTH = r"([\w.%-]+)"
_SIDES = re.compile(rf"(?<![\w-])((?:padding|margin):){_LENGTH} {_LENGTH} {_LENGTH} {_LENGTH}")
_DIRECTION = re.compile(r"(?<![\w-])direction:ltr\b")
_UNFIT = re.compile(r"(?<![\w-])(?:letter-spacing:[^;\"{}]*|font-style:italic);?")


def mirror(html: str) -> str:
    """Compiled HTML with all that has a side on the other one.

    MJML writes sides into every table and every text, where the `dir` of the page does not reach. What depends
    on the language of a story is a value, and stays. Letters that are joined, as in Arabic, are not spaced,
    and none of these scripts slants.
    """
    html = _SIDE.sub(lambda match: match[1] + _OTHER[match[2]], html)
    html = _SIDES.sub(r"\1\2 \5 \4 \3", html)
    return _UNFIT.sub("", _DIRECTION.sub("direction:rtl", html))

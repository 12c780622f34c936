"""How mail programs show a page, beside the way it was made: each way as a change to its HTML.

What a program does to colours by itself differs from version to version; turning lightness round is near to what
Gmail and Outlook do.
"""

import re

_PICTURE = re.compile(r""" src=("[^"]*"|'[^']*')""")
_STYLES = re.compile(r"(?s)<style.*?</style>")
_STYLE = re.compile(r""" style=("[^"]*"|'[^']*')""")
_DARK = re.compile(r"\(prefers-color-scheme:\s*dark\)")
_KNOWS_SCHEMES = re.compile(r'<meta name="(?:supported-)?color-schemes?"[^>]*>')
_HEAD_ENDS = "</head>"
_TURNED = "<style>html{background:#fff}html,img{filter:invert(1) hue-rotate(180deg)}</style>"
_NEVER, _ALWAYS = "(max-width:0)", "(min-width:0)"


def in_light(html: str) -> str:
    """The page in its light colours, whatever the screen is set to."""
    return _DARK.sub(_NEVER, _KNOWS_SCHEMES.sub("", html))


def in_dark(html: str) -> str:
    """The page in its own dark colours, whatever the screen is set to."""
    return _DARK.sub(_ALWAYS, html).replace(_HEAD_ENDS, "<style>:root{color-scheme:dark}</style>" + _HEAD_ENDS, 1)


def inverted(html: str) -> str:
    """The page where a program darkens the light colours by itself, and knows nothing of the dark ones."""
    return in_light(html).replace(_HEAD_ENDS, _TURNED + _HEAD_ENDS, 1)


def without_pictures(html: str) -> str:
    """The page where pictures are blocked: their addresses lead nowhere."""
    return _PICTURE.sub(' src="about:blank"', in_light(html))


def without_styles(html: str) -> str:
    """The page where neither style sheets nor style attributes are heeded."""
    return _STYLE.sub("", _STYLES.sub("", html))

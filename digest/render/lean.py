"""Make compiled HTML lighter without changing what it looks like; Gmail cuts a mail at about 102 kB."""

import re
from functools import lru_cache

_STYLE = re.compile(r'style="([^"]*)"')
_QUOTED_STYLE = re.compile(r"style='([^']*)'")
_SHEET = re.compile(r"(<style[^>]*>)(.*?)(</style>)", re.S)
_SEAM = "<![endif]--><!--[if mso | IE]>"
_ZERO = re.compile(r"(?<![\w.#-])0px\b")
_FRACTION = re.compile(r'((?:width|height)(?:="|:))(\d+\.\d+)(?=px|")')
_SIDES = ("padding-top", "padding-right", "padding-bottom", "padding-left")


def lean(html: str) -> str:
    """`html` without what no client needs: merged conditionals, no spare blanks, no repeated properties."""
    html = _QUOTED_STYLE.sub(lambda match: 'style="' + match[1].replace('"', "'") + '"', html)  # names of fonts
    html = _STYLE.sub(lambda match: f'style="{_lean_style(match[1])}"', html)
    html = _SHEET.sub(lambda match: match[1] + _lean_sheet(match[2]) + match[3], html)
    html = re.sub(r"</?tbody>", "", html)
    html = _FRACTION.sub(lambda match: f"{match[1]}{round(float(match[2]))}", html)
    html = re.sub(r'(<td[^>]*) vertical-align="\w+"', r"\1", html)  # mrml writes it beside valign; not HTML
    # Without style sheets, the colour of a button would be left alone, under a link in the browser's own blue.
    html = re.sub(r'(<td align="\w+") bgcolor="[^"]*"( role="presentation")', r"\1\2", html)
    html = re.sub(
        r'(<(?:span|img)[^>]*) bgcolor="[^"]*"', r"\1", html
    )  # premailer writes it beside the style; not HTML
    html = re.sub(r"\s*\n\s*", "\n", html)
    return html.replace(_SEAM, "")


@lru_cache(maxsize=512)  # the same few styles stand on most elements
def _lean_style(style: str) -> str:
    properties: dict[str, str] = {}
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            properties.pop(name.strip(), None)
            properties[name.strip()] = _lean_value(value)
    for name, value in zip(_SIDES, _sides(properties.get("padding", "")), strict=False):
        if properties.get(name) == value:
            del properties[name]
    if properties.get("background") == properties.get("background-color"):
        properties.pop("background", None)
    return ";".join(f"{name}:{value}" for name, value in properties.items())


def _lean_value(value: str) -> str:
    value = re.sub(r"(?<![\w.])0(?=\.\d)", "", value)
    return _ZERO.sub("0", re.sub(r",\s+", ",", " ".join(value.split())))


def _sides(padding: str) -> tuple[str, ...]:
    """The four sides of a shorthand: CSS fills in what it leaves out."""
    values = padding.split()
    match len(values):
        case 1:
            return tuple(values * 4)
        case 2:
            return tuple(values * 2)
        case 3:
            return (*values, values[1])
        case _:
            return tuple(values)


def _lean_sheet(sheet: str) -> str:
    sheet = re.sub(r"\s*([{};,>!])\s*|(?<=:)\s+", r"\1", " ".join(sheet.split()))
    return sheet.replace(";}", "}").strip()

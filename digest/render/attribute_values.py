"""Attribute values of MJML: what the engine would take without a word, and compute or paint wrongly with."""

import re

_COLOURS = (
    "aqua black blue fuchsia gray green lime maroon navy none olive orange purple red silver teal transparent "
    "white yellow"
)
_COLOUR = re.compile(rf"#[0-9a-f]{{3}}|#[0-9a-f]{{6}}|rgba?\([\d.,%\s]+\)|{'|'.join(_COLOURS.split())}", re.I)
_LENGTH = re.compile(r"0|\d*\.?\d+(px|%)")
_FREE_LENGTH = re.compile(r"-?\d*\.?\d+(px|%|em)?|normal")
_SIDES = re.compile(r"(inner-)?padding|border-radius")
_LENGTHS = re.compile(r"(inner-)?padding(-(top|right|bottom|left))?|border-radius|(max-)?height|width|font-size")
_CHOICES = {
    "align": ("left", "center", "right", "justify"),
    "text-align": ("left", "center", "right"),
    "vertical-align": ("top", "middle", "bottom"),
    "direction": ("ltr", "rtl"),
    "background-repeat": ("repeat", "no-repeat"),
    "full-width": ("full-width", "false"),
    "fluid-on-mobile": ("true", "false"),
    "inline": ("inline",),
}

FIXED = re.compile(
    r"width|height|(inner-)?padding(-\w+)?|border(-\w+)?|font-size|line-height|(vertical-)?align"
    r"|direction|full-width|mj-class|css-class|name|inline"
)
"""Attributes that the engine computes with, so that they have to be known before Jinja runs."""


def wrong_value(attribute: str, value: str) -> str | None:
    """What to write instead of `value`; None if it is right, or if nothing is known about it."""
    value = value.strip()
    if attribute.endswith("color"):
        return None if _COLOUR.fullmatch(value) else "write a colour such as #1F1A15"
    if attribute in ("letter-spacing", "line-height"):
        return None if _FREE_LENGTH.fullmatch(value) else "write a length such as 25px"
    if _LENGTHS.fullmatch(attribute):
        return _wrong_length(attribute, value)
    choices = _CHOICES.get(attribute, (value,))
    return None if value in choices else f"choose from {', '.join(choices)}"


def _wrong_length(attribute: str, value: str) -> str | None:
    lengths = value.split()
    most = 4 if _SIDES.fullmatch(attribute) else 1
    if 1 <= len(lengths) <= most and all(length == "auto" or _LENGTH.fullmatch(length) for length in lengths):
        return None
    return "write a length such as 16px or 50%" if most == 1 else "write one to four lengths, as in 0 32px 20px"

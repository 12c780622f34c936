"""Words get the colours and the size that a browser would give them."""

import pytest

from digest.render.preflight.colours import contrast, read_colour, write_colour
from digest.render.preflight.document import Document
from digest.render.preflight.paint import Look, paint

BLACK, WHITE, RED = (0, 0, 0), (255, 255, 255), (255, 0, 0)


def look(html: str, *, dark: bool = False) -> Look:
    """Of the last element."""
    *_, (_, last) = paint(Document(html), dark=dark)
    return last


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>", Look()),
        ('<p style="color:#f00;background:#000">', Look(RED, BLACK)),
        ('<td bgcolor="#000000"><font color="red">', Look(RED, BLACK)),
        ('<div style="color:#f00"><p>', Look(RED)),
        ('<div style="color:#f00"><a>', Look(RED)),
        ('<div style="color:#f00"><a href="x">', Look((0, 0, 238))),
        ('<div style="color:#f00"><a href="x" style="color:inherit">', Look(RED)),
        ('<p style="background:url(x.png) #000">', Look(background=None)),
        ('<p style="background:rgba(0,0,0,.5)">', Look(background=None)),
        ('<div style="background:#000"><p style="background:transparent">', Look(background=BLACK)),
        ('<p style="color:var(--x)">', Look(None)),
        ('<h1 style="font-size:20pt">', Look(size=20 * (4 / 3), is_bold=True)),
        ('<div style="font-size:20px"><p style="font-size:.5em">', Look(size=10)),
        ('<div style="font-size:20px"><p style="font-size:150%">', Look(size=30)),
        ('<p style="font:bold 14px/21px Arial">', Look(size=14, is_bold=True)),
        ('<b style="font-weight:400">', Look()),
        ('<div style="display:none"><p>', Look(is_shown=False)),
        ("<style>p{color:red}</style><p>", Look(RED)),
        ('<style>p{color:red}</style><p style="color:#000">', Look()),
        ('<style>p{color:red!important}</style><p style="color:#000">', Look(RED)),
        ("<style>p.a{color:red} p{color:#000}</style><p class=a>", Look(RED)),
        ("<style>@media print{p{color:red}}</style><p>", Look()),
    ],
)
def test_words_look_as_in_a_browser(html: str, wanted: Look) -> None:
    assert look(html) == wanted


def test_dark_mode_lays_its_rules_over_the_others() -> None:
    html = (
        "<style>@media (prefers-color-scheme: dark){.card{background:#000!important}"
        "p{color:#fff!important}}</style>"
        '<div class="card" style="background:#fff"><p style="color:#000">'
    )

    assert (look(html), look(html, dark=True)) == (Look(BLACK, WHITE), Look(WHITE, BLACK))


@pytest.mark.parametrize(
    ("size", "bold", "is_large"), [(24, False, True), (23, False, False), (18.66, True, True), (18, True, False)]
)
def test_large_letters_are_those_of_wcag(size: float, bold: bool, is_large: bool) -> None:
    assert Look(size=size, is_bold=bold).is_large is is_large


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#1f1a15", (31, 26, 21)),
        ("#fff", WHITE),
        (" red ", RED),
        ("rgb(255, 0, 0)", RED),
        ("rgb(300 0 0)", RED),
        ("rgba(255,0,0,1)", RED),
        ("rgba(255,0,0,.5)", None),
        ("#12345678", None),
        ("papayawhip?", None),
    ],
)
def test_colour_is_read_as_css_writes_it(text: str, colour: tuple[int, int, int] | None) -> None:
    assert read_colour(text) == colour


def test_contrast_is_that_of_wcag() -> None:
    assert (contrast(BLACK, WHITE), contrast(WHITE, WHITE)) == (21, 1)
    assert round(contrast((0x77, 0x77, 0x77), WHITE), 2) == 4.48
    assert write_colour((31, 26, 21)) == "#1F1A15"

"""Style sheets and style attributes become rules, and rules find their elements."""

import pytest

from digest.render.preflight.css import Declaration, at_rules, read_sheets, read_style
from digest.render.preflight.document import Document

PAGE = """<html><body class="page"><div class="card edge" id="top"><table><tr><td><p class="lead" data-x="1">
<b>x</b></p></td></tr></table></div><p>y</p></body></html>"""


def selected(selector: str) -> list[str]:
    document = Document(f"<style>{selector}{{color:red}}</style>{PAGE}")
    [rule] = document.rules
    return [each.tag for each in document.elements if any(chosen.matches(each) for chosen in rule.selectors)]


@pytest.mark.parametrize(
    ("selector", "tags"),
    [
        ("p", ["p", "p"]),
        (".card", ["div"]),
        ("#top", ["div"]),
        ("div.card.edge", ["div"]),
        ("span.card", []),
        (".card p", ["p"]),
        (".card > p", []),
        (".card>table>tbody>tr>td>p", ["p"]),
        ("body > p, b", ["b", "p"]),
        ("[data-x]", ["p"]),
        ('[data-x="1"] b', ["b"]),
        ("[data-x='2']", []),
        (":root .lead", ["p"]),
        ("td *", ["p", "b"]),
        ("p:hover", []),
        ("p + p", []),
        ("", []),
    ],
)
def test_selector_finds_its_elements(selector: str, tags: list[str]) -> None:
    assert selected(selector) == tags


def test_rules_know_what_they_stand_under() -> None:
    sheet = """/* a { */ a{color:red;;margin:0} @media (prefers-color-scheme: dark) { @supports (x) {
    b { color : RED ! important } } i{} }
    u{x} </style><style media="screen and (min-width:1px)">s{top:0}"""
    rules = Document(f"<style>{sheet}</style>").rules

    assert [(rule.media, [each.subject.tag for each in rule.selectors], rule.declarations) for rule in rules] == [
        ("", ["a"], (Declaration("color", "red", False), Declaration("margin", "0", False))),
        ("(prefers-color-scheme:dark)@supports(x)", ["b"], (Declaration("color", "red", True),)),
        ("(prefers-color-scheme:dark)", ["i"], ()),
        ("", ["u"], ()),
        ("screenand(min-width:1px)", ["s"], (Declaration("top", "0", False),)),
    ]


def test_style_attribute_is_cut_where_it_may_be() -> None:
    style = "font: 12px 'a;b'; background:url(data:image/png;base64,AA);color:red!important;;nothing"

    assert read_style(style) == (
        Declaration("font", "12px 'a;b'", False),
        Declaration("background", "url(data:image/png;base64,aa)", False),
        Declaration("color", "red", True),
    )


def test_at_rules_are_named_but_not_those_in_comments() -> None:
    document = Document("<style>@import 'x'; /* @supports */ @Media print{} @font-face{}</style>")

    assert at_rules(document.sheets) == {"import", "media", "font-face"}


def test_of_very_many_rules_the_first_are_read() -> None:
    assert len(read_sheets(Document(f"<style>{'a{b:c}' * 1_000}</style>").sheets)) == 400

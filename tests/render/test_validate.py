"""Every mistake that the MJML engine takes without a word is found here, where it stands."""

import re

import pytest

from digest.render.elements import ELEMENTS, REFUSED
from digest.render.environment import html_environment
from digest.render.scan import scan
from digest.render.themes import open_themes
from digest.render.validate import find_faults


def faults(text: str, *constructs: str) -> list[str]:
    return [words for _, words in find_faults(text, constructs)]


def mail(body: str, head: str = "") -> str:
    return f"<mjml><mj-head>{head}</mj-head><mj-body>{body}</mj-body></mjml>"


def column(content: str) -> str:
    return mail(f"<mj-section><mj-column>{content}</mj-column></mj-section>")


def test_our_own_templates_are_by_the_book() -> None:
    environment = html_environment()
    source = open_themes(None).library("default").read("issue/body.mjml.j2", environment)

    assert scan(environment, source).constructs


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (mail("<mj-text>a</mj-text>"), "<mj-text> stands in <mj-body>; it belongs into <mj-column>."),
        (mail("<mj-section><mj-text>a</mj-text></mj-section>"), "<mj-text> stands in <mj-section>; it belongs"),
        (column("<mj-section></mj-section>"), "<mj-section> stands in <mj-column>; it belongs into <mj-body> or"),
        (column("<mj-foo />"), "<mj-foo> is not an element of MJML."),
        (column("<mj-txt>a</mj-txt>"), "<mj-txt> is not an element of MJML; did you mean mj-text."),
        (
            column("<mj-hero></mj-hero>"),
            "<mj-hero> cannot be used: the engine gets its paddings wrong; use mj-section",
        ),
        (column("<p>a</p>"), "<p> stands in <mj-column>; put it into <mj-text> or <mj-raw>."),
        (column("a"), "“a” stands in <mj-column>; put it into <mj-text>."),
        (column("JJ0JJ"), "“{{ a }}” stands in <mj-column>; put it into <mj-text>."),
        (f"{mail('')}a", "“a” stands in no element; put it into <mj-text>."),
        (
            column('<mj-text colour="#123456">a</mj-text>'),
            "<mj-text> has no attribute colour; did you mean color.",
        ),
        (
            column('<mj-text color="mauve">a</mj-text>'),
            "color of <mj-text> is “mauve”; write a colour such as #1F1A15.",
        ),
        (
            column('<mj-text align="centre">a</mj-text>'),
            "align of <mj-text> is “centre”; choose from left, center,",
        ),
        (
            column('<mj-spacer height="abc" />'),
            "height of <mj-spacer> is “abc”; write a length such as 16px or 50%.",
        ),
        (
            column('<mj-text padding="1px 2px 3px 4px 5px">a</mj-text>'),
            "padding of <mj-text> is “1px 2px 3px 4px 5px”",
        ),
        (
            column('<mj-text padding="JJ0JJ">a</mj-text>'),
            "{{ a }} cannot set padding of <mj-text>, which has to be",
        ),
        (column("<mj-text align=left>a</mj-text>"), "“align=left” in <mj-text> is no attribute; write name="),
        (
            column("<mj-text><p JJ0JJ>a</p></mj-text>"),
            "{{ a }} stands inside the tag <p>; put it into an attribute",
        ),
        (
            column("<mj-text>a < b</mj-text>"),
            "“< b” is no tag; write &lt; for the sign, and quotes around attributes.",
        ),
        (column("<mj-text><![CDATA[a]]></mj-text>"), "“<![CDATA[a]]>” is no tag;"),
        (column('<mj-image src="https://a.example/1" />'), "<mj-image> needs the attribute alt."),
        (column('<mj-text><img src="https://a.example/1" /></mj-text>'), "<img> needs the attribute alt."),
        ("<mjml><mj-body></mjml>", "<mj-body> is not closed before </mjml>; end it with </mj-body>."),
        ("<mjml><mj-body></mj-body>", "<mjml> is not closed; end it with </mjml>."),
        (column("</mj-text>"), "</mj-text> closes nothing; take it away."),
        (column('<mj-text mj-class="small">a</mj-text>'), 'there is no <mj-class name="small">.'),
        (mail("", head="<mj-title>a</mj-title></mj-head><mj-head>"), "<mj-head> stands here for the second time;"),
        ("<p>a</p>", "there is no <mj-body>; a mail is <mjml> with a <mj-body> in it."),
    ],
)
def test_find_faults_sees_what_the_engine_does_not(text: str, fault: str) -> None:
    assert [each for each in faults(text, "{{ a }}") if each.startswith(fault)] != []


@pytest.mark.parametrize(
    "text",
    [
        column("JJ0JJ<mj-text>JJ0JJ<p title='a > b'>a</p><br />&nbsp;</mj-text>JJ0JJ"),
        column("<!-- <mj-foo> --><mj-raw><tr><td>a</td></tr></mj-raw>"),
        column('<mj-text color="rgba(1, 2, 3, .5)" padding="0 1.5px 50%" line-height="1.5">a</mj-text>'),
        column('<mj-text mj-class="a b">a</mj-text>').replace(
            "<mj-head>",
            "<mj-head><mj-attributes><mj-class name='b' /><mj-class color='red' name=\"a\" /></mj-attributes>",
        ),
        mail("", head='<mj-attributes><mj-image padding="0" /><mj-class name="a" width="9px" /></mj-attributes>'),
        mail("", head="<mj-style>p > b { color: red }</mj-style><mj-title>JJ0JJ</mj-title>"),
    ],
)
def test_find_faults_leaves_alone_what_is_right(text: str) -> None:
    assert faults(text, "{% if a %}") == []


def test_find_faults_tells_all_in_their_order() -> None:
    text = column('<mj-foo /><mj-text colour="a">a</mj-text>')

    assert [(offset, re.findall(r"<[\w-]+>", words)[0]) for offset, words in find_faults(text, ())] == [
        (text.index("<mj-foo"), "<mj-foo>"),
        (text.index("colour"), "<mj-text>"),
    ]


def test_no_element_is_both_known_and_refused() -> None:
    assert ELEMENTS.keys() & REFUSED.keys() == set()

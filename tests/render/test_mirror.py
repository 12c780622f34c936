import pytest

from digest.render.environment import html_environment
from digest.render.mirror import mirror
from digest.render.prepare import prepare
from digest.render.themes import open_themes


@pytest.mark.parametrize(
    ("html", "mirrored"),
    [
        ('<table align="right">', '<table align="left">'),
        ('<td style="direction:ltr;text-align:left">', '<td style="direction:rtl;text-align:right">'),
        ('<p style="margin:1px 2px 3px 4px;color:red">', '<p style="margin:1px 4px 3px 2px;color:red">'),
        ('<p style="padding:1px 2px 3px">a b</p>',) * 2,
        ("td{padding-left:20px!important;padding-right:8px}", "td{padding-right:20px!important;padding-left:8px}"),
        ('<p style="letter-spacing:.7px;color:red">', '<p style="color:red">'),
        ('<p style="font-style:italic;color:red">', '<p style="color:red">'),
        (".a{color:red;letter-spacing:-1px!important}", ".a{color:red;}"),
        ('<p style="text-align: {{ story.side }}">', '<p style="text-align: {{ story.side }}">'),
        ('<p class="left">the right side, left: direction</p>',) * 2,
    ],
)
def test_mirror_puts_what_has_a_side_on_the_other_one(html: str, mirrored: str) -> None:
    assert mirror(html) == mirrored


def test_mirror_leaves_the_jinja_of_the_shipped_mail_as_it_is() -> None:
    html = prepare(open_themes(None).library("default")).html
    mirrored = mirror(html)

    kinds = {"variable_begin", "block_begin", "name", "operator", "string"}
    before, after = ([t for t in html_environment().lex(text) if t[1] in kinds] for text in (html, mirrored))
    assert [token[1:] for token in before] == [token[1:] for token in after]
    assert ("direction:ltr" in html, "direction:ltr" in mirrored, "letter-spacing" in mirrored) == (
        True,
        False,
        False,
    )

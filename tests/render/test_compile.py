"""The traps of the two engines, each as a template that would fall into it."""

import re
import socket
import threading

import pytest

from digest.core.errors import InvalidInput
from digest.render.compile import compile_mail, normalise
from digest.render.environment import html_environment
from digest.render.source import source_of
from digest.render.themes import open_themes


def compiled(body: str, head: str = "") -> str:
    source = f'<mjml lang="fr" dir="ltr"><mj-head>{head}</mj-head><mj-body>{body}</mj-body></mjml>'
    return compile_mail(html_environment(), source_of(source, "body"))


def in_text(content: str, head: str = "") -> str:
    return compiled(f"<mj-section><mj-column><mj-text>{content}</mj-text></mj-column></mj-section>", head)


def ours() -> str:
    environment = html_environment()
    return compile_mail(environment, open_themes(None).library("default").read("issue/body.mjml.j2", environment))


def test_compile_keeps_the_doctype_that_premailer_drops() -> None:
    assert ours().startswith('<!DOCTYPE html><html lang="{{ language }}" dir="{{ direction }}"')


def test_compile_links_to_no_fonts_elsewhere() -> None:
    html = in_text("a", head='<mj-attributes><mj-all font-family="Roboto, Open Sans, Ubuntu" /></mj-attributes>')

    assert not re.search(r"googleapis|@import|<link", html + ours())


def test_compile_keeps_characters_of_attributes_that_mrml_would_escape() -> None:
    text = "Où\u00a0? «\u202fLà\u202f» \u200d e\u0301 a\\b"

    html = in_text(f'<img src="https://a.example/1" alt="{text}" width="9">', head=f"<mj-title>{text}</mj-title>")

    assert html.count(text) == 3  # alt, title and the label made of it
    assert r"\u{" not in html + ours()


def test_compile_keeps_importance_and_media_rules() -> None:
    sheet = "@media (max-width:519px){.a{color:red!important}}[data-ogsc] .a{color:blue!important}"

    assert sheet in in_text('<p class="a">x</p>', head=f"<mj-style>{sheet}</mj-style>")


def test_compile_inlines_our_sheet_alone() -> None:
    head = "<mj-style inline='inline'>.a { color: red }</mj-style><mj-style>.a { margin: 0 }</mj-style>"

    html = in_text('<p class="a">x</p>', head=head)

    assert '<p class="a" style="color:red">x</p>' in html
    assert '<style type="text/css">.a{margin:0}</style>' in html
    assert "data-premailer" not in html


def test_compile_computes_widths_with_paddings_of_several_values() -> None:
    html = compiled('<mj-section padding="0 32px"><mj-column><mj-text>a</mj-text></mj-column></mj-section>')

    assert "width:536px" in html


def test_normalise_expands_short_colours() -> None:
    assert normalise('<mj-column background-color="#eda" />') == '<mj-column background-color="#eeddaa" />'


def test_compile_hides_the_preheader_in_a_colour_of_text() -> None:
    style = re.search(r'<div class="preheader" style="([^"]*)"', ours())

    assert style
    assert "display:none" in style[1]
    assert "mso-hide:all" in style[1]
    assert "color:#3A332B" in style[1]


def test_compile_notices_text_that_was_nested_too_deep() -> None:
    with pytest.raises(InvalidInput, match="text got lost in inlining"):
        in_text("<span>" * 300 + "deep" + "</span>" * 300)


def test_compile_notices_a_construct_that_mjml_lost() -> None:
    with pytest.raises(InvalidInput, match=r"MJML lost \{\{ title \}\}"):
        in_text("a", head='<mj-attributes><mj-class name="a" color="{{ title }}" /></mj-attributes>')


def test_compile_says_what_mjml_refuses() -> None:
    with pytest.raises(InvalidInput, match="body is not MJML"):
        in_text("\0")


def test_compile_asks_nobody_on_the_network() -> None:
    """A listener stands where a template’s sheet points; whoever connects is counted."""
    visitors: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/a.css"
        listener.settimeout(0.2)
        head = f'<mj-raw><link rel="stylesheet" href="{url}" /></mj-raw><mj-style>@import url({url});</mj-style>'
        worker = threading.Thread(target=in_text, args=("a", head))
        worker.start()
        while worker.is_alive():
            try:
                connection, _ = listener.accept()
                visitors.append(connection)
                connection.close()
            except TimeoutError:
                continue
        worker.join()

    assert visitors == []


def test_compile_leaves_content_to_jinja() -> None:
    html = in_text('{% for x in xs %}<a href="{{ x.url }}">{{ x.title }}</a>{% endfor %}')

    assert '{% for x in xs %}<a href="{{ x.url }}">{{ x.title }}</a>{% endfor %}' in html

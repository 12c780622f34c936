import pytest

from digest.core.errors import InvalidInput
from digest.render.environment import html_environment
from digest.render.scan import Scanned, scan


def scanned(source: str) -> Scanned:
    return scan(html_environment(), source, name="body")


def test_scan_makes_comments_of_statements_and_words_of_values() -> None:
    result = scanned("<mj-text>{% if a < b %}<b>{{ title }}</b>{% endif %}</mj-text>")

    assert result == Scanned(
        "<mj-text><!--JJ0JJ--><b>JJ1JJ</b><!--JJ2JJ--></mj-text>", ("{% if a < b %}", "{{ title }}", "{% endif %}")
    )


def test_scan_makes_words_of_everything_where_only_text_may_stand() -> None:
    assert scanned("<mj-title>{% if a %}x{% endif %}</mj-title>").mjml == "<mj-title>JJ0JJxJJ1JJ</mj-title>"
    assert scanned('<a href="{% if a %}x{% endif %}">t</a>').mjml == '<a href="JJ0JJxJJ1JJ">t</a>'


def test_scan_drops_comments() -> None:
    assert scanned("<b>{# not for readers #}</b>") == Scanned("<b></b>", ())


def test_scan_restores_what_it_took_out() -> None:
    source = '<p>{% for x in xs %}<a href="{{ x["a>b"] }}">{{ x.y }}</a>{% endfor %}</p>'
    result = scanned(source)

    assert result.restore(result.mjml) == source


def test_scan_refuses_what_mjml_would_compute_with() -> None:
    with pytest.raises(InvalidInput, match=r"\{\{ w \}\} cannot set width of <mj-column>"):
        scanned('<mj-column width="{{ w }}">')


def test_scan_refuses_a_construct_inside_a_tag() -> None:
    with pytest.raises(InvalidInput, match=r"\{% if a %\} stands inside the tag <p>"):
        scanned("<p {% if a %} lang='fr' {% endif %}>")


def test_scan_refuses_text_that_looks_like_a_token() -> None:
    with pytest.raises(InvalidInput, match="JJ1JJ"):
        scanned("<p>JJ7JJ</p>")

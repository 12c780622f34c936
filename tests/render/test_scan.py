import pytest

from digest.core.errors import InvalidTemplate
from digest.render.environment import html_environment
from digest.render.scan import Scanned, scan
from digest.render.source import Source, Stretch, source_of


def mail(text: str, title: str = "") -> str:
    return (
        f"<mjml><mj-head><mj-title>{title}</mj-title></mj-head><mj-body><mj-section><mj-column>"
        f"<mj-text>{text}</mj-text></mj-column></mj-section></mj-body></mjml>"
    )


def scanned(source: str) -> Scanned:
    return scan(html_environment(), source_of(source, "body"))


def test_scan_makes_comments_of_statements_and_words_of_values() -> None:
    assert scanned(mail("{% if a < b %}<b>{{ title }}</b>{% endif %}")) == Scanned(
        mail("<!--JJ0JJ--><b>JJ1JJ</b><!--JJ2JJ-->"), ("{% if a < b %}", "{{ title }}", "{% endif %}")
    )


def test_scan_makes_words_of_everything_where_only_text_may_stand() -> None:
    assert scanned(mail("", title="{% if a %}x{% endif %}")).mjml == mail("", title="JJ0JJxJJ1JJ")
    assert scanned(mail('<a href="{% if a %}x{% endif %}">t</a>')).mjml == mail('<a href="JJ0JJxJJ1JJ">t</a>')


def test_scan_drops_comments() -> None:
    assert scanned(mail("<b>{# not for readers #}</b>")) == Scanned(mail("<b></b>"), ())


def test_scan_restores_what_it_took_out() -> None:
    source = mail('{% for x in xs %}<a href="{{ x["a>b"] }}">{{ x.y }}</a>{% endfor %}')

    assert scanned(source).restore(scanned(source).mjml) == source


def test_scan_names_the_place_of_each_mistake_behind_comments_and_stripped_blanks() -> None:
    before, after = mail("@").split("@")
    body = Stretch(f"{before}{{# 1\n2 #}}\n\n  {{%- if a -%}}\n\n  ", "body", 1)
    part = Stretch("<b>\n</b>{% endif %}<img />\n<mj-foo />", "part", 7)
    end = Stretch(f"{after}\n\nend", "body", 6)

    with pytest.raises(InvalidTemplate) as raised:
        scan(html_environment(), Source("body", (body, part, end)))

    assert [fault.partition(":")[0] for fault in raised.value.args] == [
        "part, line 8",
        "part, line 9",
        "body, line 8",
    ]


def test_scan_knows_the_line_behind_much_jinja_and_a_comment() -> None:
    with pytest.raises(InvalidTemplate) as raised:
        scanned(mail(f"{'{{ subject }}' * 50}{{# 1\n2\n#}}<img />"))

    assert raised.value.args == ("body, line 3: <img> needs the attribute alt.",)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            mail("").replace("<mj-column", '<mj-column width="{{ w }}"'),
            r"\{\{ w \}\} cannot set width of <mj-column>",
        ),
        (mail("<p {% if a %} lang='fr' {% endif %}>"), r"\{% if a %\} stands inside the tag <p>"),
        (mail("<p>JJ7JJ</p>"), "text such as “JJ1JJ” is reserved"),
    ],
)
def test_scan_refuses_a_construct_that_mjml_would_lose(source: str, words: str) -> None:
    with pytest.raises(InvalidTemplate, match=f"body, line 1: {words}"):
        scanned(source)

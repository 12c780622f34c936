import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.errors import InvalidTemplate
from digest.render.environment import html_environment
from digest.render.names import check_names
from digest.render.source import Source, Stretch, source_of
from digest.render.vocabulary import OF_MAIL


def told(source: Source | str) -> list[str]:
    whole = source_of(source, "body") if isinstance(source, str) else source
    try:
        check_names(html_environment(), whole, OF_MAIL)
    except InvalidTemplate as error:
        return list(error.args)
    return []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("{{ titel }}", "“titel” is nothing that a mail template has."),
        ("{{ subjekt }}", "“subjekt” is nothing that a mail template has; did you mean “subject”."),
        ("{{ edition.nmae }}", "there is no “edition.nmae”; did you mean “name”."),
        ("{{ edition.name.upper }}", "there is no “upper”."),
        ("{{ edition.__class__ }}", "there is no “edition.__class__”."),
        (
            "{% for s, stories in sections %}{{ s.titel }}{% endfor %}",
            "there is no “s.titel”; did you mean “title”.",
        ),
        ("{% for x, y in sections %}{% for z in y %}{{ z.also.a }}{% endfor %}{% endfor %}", "there is no “a”."),
        ("{% for s in lead %}{{ s.picture.uri }}{% endfor %}", "there is no “uri”"),
        ("{% for s in lead %}{{ loop.lenght }}{% endfor %}", "there is no “loop.lenght”."),
        ("{% for s in lead %}{% endfor %}{{ s.title }}", "“s” is nothing that a mail template has."),
        ("{{ subject|uper }}", "there is no filter “uper”; did you mean “upper”."),
        ("{{ subject|safe }}", "there is no filter “safe”."),
        ("{% if subject is odde %}{% endif %}", "there is no test “odde”; did you mean “odd”."),
        ("{% set a = 1 %}", "a mail template knows text, {{ }}, if and for; “assign” is none of them."),
        ("{% if more %}{% block b %}{% endblock %}{% endif %}", "a mail template knows text"),
        ("{% for n in [1, 2] %}{% endfor %}", "a loop goes over what an issue has several of, such as sections."),
        ("{% for c in subject %}{% endfor %}", "a loop goes over what an issue has several of, such as sections."),
        ("{% for s in lead %}" * 4 + "{% endfor %}" * 4, "loops stand at most 3 deep in each other."),
        ("{{ 'a' * 10**9 }}", "a mail template does not compute, so “*” cannot be used."),
        ("{{ 'a%9d' % 1 }}", "a mail template does not compute, so “%” cannot be used."),
        ("{{ subject.ljust(10) }}", "there is no “subject.ljust”."),
        ("{{ subject() }}", 'a mail template calls nothing but _("…").'),
        ("{{ _(subject) }}", 'a mail template calls nothing but _("…").'),
        ('{{ _("%(a)s", b=1) }}', "“%(a)s” may hold %(name)s of names that follow it, and %% for the sign."),
        ('{{ _("%(a)999d", a=1) }}', "“%(a)999d” may hold %(name)s of names that follow it"),
    ],
)
def test_check_names_refuses_what_a_mail_does_not_have(source: str, fault: str) -> None:
    assert [each for each in told(source) if each.startswith(f"body, line 1: {fault}")] != []


@pytest.mark.parametrize(
    "source",
    [
        "{{ edition.name|upper }}{{ unsubscribe_url }}{{ countries[0] }}{{ subject ~ date }}{{ number + 1 }}",
        "{% for section, stories in sections %}{% for story in stories|reverse %}{% for other in story.also %}"
        "{{ other.source }}{{ loop.index }}{% endfor %}{% else %}{{ section.title }}{% endfor %}{% endfor %}",
        "{% for story in essentials if story.picture %}{{ story.picture.url }}{% endfor %}",
        "{% if more and not countries %}{{ (lead|first).title }}{% elif number > 1 %}{{ number }}{% endif %}",
        '{{ _("100 %% of %(name)s", name=edition.name) }}',
        "{% raw %}{{ titel }}{% endraw %}",
    ],
)
def test_check_names_lets_pass_what_a_mail_has(source: str) -> None:
    assert told(source) == []


def test_check_names_tells_file_and_line_of_all() -> None:
    source = Source(
        "body", (Stretch("{{ subject }}\n{{ eins }}", "body", 1), Stretch("{{ zwei }}\n\n{{ drei }}", "part", 4))
    )

    assert [fault.partition(":")[0] for fault in told(source)] == ["body, line 2", "part, line 4", "part, line 6"]


def test_check_names_tells_the_file_where_parts_stand_in_one_line() -> None:
    whole = Source("body", (Stretch("<a>{{ subject }}", "body", 1), Stretch("<b>{{- a -}}\n{# a #}", "part", 1)))
    within = Source("body", (*whole.stretches, Stretch("{{ subject\n~ a }}", "body", 1)))

    assert [fault.partition(":")[0] for fault in told(within)] == ["part, line 1", "body, line 2"]


def test_invalid_template_shows_ten_mistakes_at_most() -> None:
    shown = str(InvalidTemplate(*told("\n".join("{{ titel }}" for _ in range(13))))).split("\n")

    assert (len(shown), shown[-1]) == (11, "and 3 more; mend these first.")


@given(st.lists(st.text("ab\n", max_size=9), min_size=1, max_size=4), st.data())
def test_source_knows_the_line_of_every_character(texts: list[str], data: st.DataObject) -> None:
    source = Source("body", tuple(Stretch(text, f"part {n}", 1) for n, text in enumerate(texts)))
    n = data.draw(st.sampled_from([n for n, text in enumerate(texts) if text] or [None]))
    if n is None:
        assert source.place(0) == "body"
        return
    offset = data.draw(st.integers(0, len(texts[n]) - 1))

    place = source.place(sum(map(len, texts[:n])) + offset)

    assert place == f"part {n}, line {1 + texts[n][:offset].count(chr(10))}"

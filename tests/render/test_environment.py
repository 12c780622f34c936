import pytest
from jinja2 import TemplateError, UndefinedError

from digest.render.environment import html_environment, text_environment, wrap
from digest.render.wording import open_wording

FIXED = "mot\u00a0" * 20 + "fin"


def test_wrap_breaks_lines_but_no_address_and_no_fixed_space() -> None:
    address = "https://echo.example/" + "a" * 80

    assert wrap(f"Un texte {address} puis {FIXED}", "  ").split("\n") == [
        "Un texte",
        f"  {address}",
        "  puis",
        f"  {FIXED}",
    ]


def test_html_environment_escapes_values() -> None:
    assert html_environment().from_string("{{ a }}").render(a="<b>\"'&") == "&lt;b&gt;&#34;&#39;&amp;"


def test_text_environment_leaves_no_line_for_a_tag() -> None:
    assert text_environment().from_string("a\n{% if yes %}\nb & c\n{% endif %}\n").render(yes=True) == "a\nb & c\n"


def test_environment_refuses_a_name_that_is_not_there() -> None:
    with pytest.raises(UndefinedError):
        html_environment().from_string("{{ nobody }}").render()


@pytest.mark.parametrize(
    "source",
    [
        "{{ a.__class__.__mro__ }}",
        "{{ a['__class__'] }}",
        "{{ (a|first).__init__.__globals__ }}",
        "{{ say.__globals__ }}",
        "{{ say.__code__ }}",
        "{{ view.__class__.__subclasses__() }}",
        "{{ view.secret() }}",
        "{{ a|map(attribute='__class__')|first }}",
        "{{ a|attr('__class__') }}",
        "{{ a.append(1) }}",
        "{{ ''.join(a) }}",
        "{{ 'x'.ljust(10**9) }}",
        "{{ '{:>999999999}'.format(1) }}",
        "{{ '{0.__class__}'.format(a) }}",
        "{{ 'x' * 10**9 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ [0] * 10**9 }}",
        "{{ 9**9**9 }}",
        "{{ 'x'|center(10**9) }}",
        "{{ 'x'|indent(10**9) }}",
        "{{ '%999999999d'|format(1) }}",
        "{{ 'xxxxxxxxx'|replace('x', 'xxxxxxxxx') }}",
        "{{ 'x'|list|batch(10**9, 'x') }}",
        "{{ '<b>'|safe }}",
        "{{ range(9) }}",
        "{{ lipsum() }}",
        "{{ cycler('a') }}",
        "{{ namespace() }}",
        "{{ self.__init__ }}",
        "{{ self._TemplateReference__context }}",
        "{% include '/etc/passwd' %}",
        "{% import 'a' as b %}",
    ],
)
def test_environment_keeps_templates_in_their_sandbox(source: str) -> None:
    values = {"a": [1], "view": View(), "say": open_wording("fr").say}

    with pytest.raises((TemplateError, TypeError)):  # TypeError: no loader, from which others could be included
        html_environment().from_string(source).render(values)


def test_wrap_refuses_an_indent_that_leaves_no_room() -> None:
    with pytest.raises(TemplateError, match="leaves no room"):
        text_environment().from_string("{{ 'a b'|wrap(indent) }}").render(indent=" " * 80)


class View:
    def secret(self) -> str:
        return "secret"

import pytest
from jinja2 import TemplateError, UndefinedError

from digest.render.environment import html_environment, text_environment, wrap

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
    "source", ["{{ a.__class__.__mro__ }}", "{{ a.append(1) }}", "{{ 'x'|center(10**9) }}", "{{ range(9) }}"]
)
def test_environment_keeps_templates_in_their_sandbox(source: str) -> None:
    with pytest.raises(TemplateError):
        html_environment().from_string(source).render(a=[])

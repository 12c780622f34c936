from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.errors import InvalidInput, InvalidTemplate
from digest.render.prepare import prepare, set_up
from digest.render.templates import Library, shipped_templates
from digest.render.themes import open_themes
from tests.render.test_themes import write

OURS = open_themes(None).library("default")
FILES = sorted(shipped_templates().joinpath("email").rglob("*.j2"))
NOISE = st.one_of(
    st.text(max_size=8),
    st.text(alphabet="{}%#-<>/'\"&;=|()[].,~*! \n", max_size=12),
    st.sampled_from(
        [
            "{{ a }}",
            "{% if more %}",
            "{% endif %}",
            "{%- raw -%}",
            "{% endraw %}",
            "<mj-text>",
            "</mj-column>",
            "<b",
            "{# ",
            "JJ1JJ",
            "\x00",
            "<!--",
            "]]>\n        ",
            '{% include "parts/pill.mjml.j2" %}',
            "{{ theme.colours.ink }}",
            "{{ _('%(a)s') }}",
            "{{ lead[0].title }}",
            "<style>\n        ",
            "{{ sections~1 }}",
            "{{ edition is even }}",
            "{{ -lead }}",
            "{{ {1: 2}[3] }}",
            "{{ lead[1:][::0] }}",
        ]
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FILES), NOISE, st.floats(0, 1), st.integers(0, 5))
def test_prepare_ends_well_or_in_words(
    tmp_path_factory: pytest.TempPathFactory, file: Path, noise: str, where: float, cut: int
) -> None:
    root = shipped_templates() / "email"
    text = file.read_text(encoding="utf-8")
    at = round(where * len(text))
    folder = tmp_path_factory.mktemp("own")
    write(folder, **{file.relative_to(root).as_posix(): f"{text[:at]}{noise}{text[at + cut :]}"})

    with suppress(InvalidInput):  # and nothing else is raised
        set_up(prepare(Library((folder, root), OURS.tokens)))


def test_prepare_tells_the_mistakes_of_all_templates_at_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{"issue/subject.txt.j2": "{{ a }}", "issue/body.txt.j2": "{{ b }}", "issue/body.mjml.j2": "{{ c }}"},
    )

    with pytest.raises(InvalidTemplate) as raised:
        prepare(Library((tmp_path,)))

    places = {fault.removeprefix(f"{tmp_path}/issue/").partition(":")[0] for fault in raised.value.args}
    assert places == {"body.mjml.j2, line 1", "body.txt.j2, line 1", "subject.txt.j2, line 1"}

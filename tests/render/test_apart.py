"""Templates that would stop a service end in one sentence, and the service lives."""

from pathlib import Path

import pytest

from digest.core.errors import InvalidInput
from digest.core.rendering import EVERYTHING
from digest.render.apart import prepare_apart
from digest.render.prepare import prepare
from digest.render.renderer import open_renderer
from digest.render.templates import shipped_templates
from digest.render.themes import open_themes
from tests.builders import an_edition, an_issue

ONLINE = "https://lalagune.example/online"
PILL = "parts/pill.mjml.j2"
RULES = "".join(f"*{{a:{n}}}" for n in range(12_000))
HEAD = (shipped_templates() / "email" / "parts" / "head.mjml.j2").read_text(encoding="utf-8")
HEAVY = HEAD.replace("</mj-head>", f"<mj-style inline='inline'>{RULES}</mj-style></mj-head>")
LOOPS = "{% for story in lead %}" * 8 + "a" + "{% endfor %}" * 8


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An operator’s folder with a theme for each bomb, and one that is in order."""
    root = tmp_path_factory.mktemp("templates")
    bombs = {
        "repeated": (PILL, '{{ "a" * 10**9 }}'),
        "range": (PILL, "{% for n in range(10**9) %}a{% endfor %}"),
        "loops": (PILL, LOOPS),
        "wide": (PILL, '{{ "{:>999999999}".format(1) }}'),
        "deep": (PILL, "{{ " + "(" * 9000 + "1" + ")" * 9000 + " }}"),
        "nested": (PILL, "{% if more %}" * 2000 + "{% endif %}" * 2000),
        "negated": (PILL, "{{ " + "not " * 9000 + "more }}"),
        "long": (PILL, "a" * 300_000),
        "heavy": ("parts/head.mjml.j2", HEAVY),
        "tower": (PILL, "<b>" * 20_000),  # the engine crashes on it
        "fine": (PILL, "<b>{{ story.category }}</b>"),
    }
    for key, (part, text) in bombs.items():
        path = root / "themes" / key / part
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        (root / "themes" / key / "theme.toml").write_text('name = "a"', encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("theme", "words"),
    [
        ("repeated", "line 1: a mail template does not compute, so “.” cannot be used"),
        ("range", "line 1: a loop goes over what an issue has several of"),
        ("loops", "line 1: loops stand at most 3 deep in each other"),
        ("wide", "line 1: a mail template calls nothing"),
        ("deep", "Jinja cannot read it"),
        ("nested", "Jinja cannot read it"),
        ("negated", "Jinja cannot read it"),
        ("long", "grows beyond 200,000 characters"),
        ("tower", "takes more time or memory to read than a template may"),
        ("heavy", "takes more time or memory to read than a template may"),
    ],
)
def test_bomb_ends_in_a_sentence_and_others_go_on(folder: Path, theme: str, words: str) -> None:
    renderer = open_renderer(folder)

    with pytest.raises(InvalidInput, match=words):
        renderer.press(an_issue(), an_edition(theme=theme), online_url=ONLINE)

    assert renderer.press(an_issue(), an_edition(), online_url=ONLINE).render(EVERYTHING).stories


def test_templates_prepared_apart_are_the_same(folder: Path) -> None:
    library = open_themes(folder).library("fine")

    assert prepare_apart(library) == prepare(library)

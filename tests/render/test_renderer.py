import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from digest.core.errors import InvalidInput, InvalidTemplate
from digest.core.issue import Content, Section, SlotKind
from digest.core.naming import OUR_NAMES
from digest.core.rendering import EVERYTHING, Variant
from digest.core.subscriber import Choice
from digest.render.renderer import open_renderer
from tests.builders import a_content, a_placement, a_story, an_edition, an_issue

ONLINE = "https://lalagune.example/online"


def test_renderer_uses_the_operators_templates(tmp_path: Path) -> None:
    folder = tmp_path / "email" / "issue"
    folder.mkdir(parents=True)
    (folder / "subject.txt.j2").write_text("{{ edition.name }} Nº {{ number }}\n", encoding="utf-8")

    press = open_renderer(tmp_path).press(an_issue(), an_edition(), online_url=ONLINE)

    assert press.render(EVERYTHING).subject == "Afrique de l’Ouest Nº 12"


def test_renderer_gives_each_edition_its_theme(tmp_path: Path) -> None:
    (tmp_path / "themes" / "night").mkdir(parents=True)
    table = 'name = "Nuit"\n[colours]\npage = "#010203"\n'
    (tmp_path / "themes" / "night" / "theme.toml").write_text(table, encoding="utf-8")
    renderer = open_renderer(tmp_path)

    night, ours = (
        renderer.press(an_issue(), an_edition(theme=theme), online_url=ONLINE).page()
        for theme in ("night", "default")
    )

    assert "background-color:#010203" in night
    assert "background-color:#EFE7D9" in ours


def test_renderer_calls_categories_what_the_issue_calls_them() -> None:
    content = replace(a_content(), names=OUR_NAMES.rename("society", fr="<Vivre> & agir"))

    press = open_renderer(None).press(an_issue(content=content), an_edition(), online_url=ONLINE)
    html, text = press.preview(Variant(Choice(categories=("society",))))

    assert "&lt;Vivre&gt; &amp; agir" in html
    assert "<Vivre> & agir" in text
    assert "Société" not in html + text


@pytest.mark.parametrize(
    ("locale", "label", "follows"),
    [
        ("fr", "Mise à jour", "Suite de notre édition du 5\u00a0mars"),
        ("en", "Update", "Follows our issue of 5\u00a0March"),
    ],
)
def test_renderer_labels_a_story_that_has_moved_on(locale: str, label: str, follows: str) -> None:
    lead, feature, brief = (replace(a_story(f"Titre {id}", id=id), update_of=date(2026, 3, 5)) for id in (1, 2, 3))
    section = Section(
        "Mali", (a_placement(feature), a_placement(brief, SlotKind.BRIEF), a_placement(a_story(id=4)))
    )
    issue = an_issue(content=Content(a_placement(lead, SlotKind.LEAD), (section,)))

    html, text = open_renderer(None).press(issue, an_edition(locale=locale), online_url=ONLINE).preview(EVERYTHING)

    assert re.findall(r">([^<>]*)</span>", html).count(label) == text.count(label.upper()) == 3
    assert html.count(follows) == text.count(follows) == 2
    assert re.search(rf"^{label.upper()} · \[.+\] Titre 3$", text, re.MULTILINE)


def test_renderer_labels_nothing_that_is_new() -> None:
    html, text = open_renderer(None).press(an_issue(), an_edition(), online_url=ONLINE).preview(EVERYTHING)

    assert "Mise à jour" not in html
    assert "MISE À JOUR" not in text


def test_renderer_says_what_a_template_asks_for_in_vain(tmp_path: Path) -> None:
    folder = tmp_path / "email" / "issue"
    folder.mkdir(parents=True)
    (folder / "body.txt.j2").write_text("{% for story in lead %}{{ story.titel }}{% endfor %}", encoding="utf-8")

    with pytest.raises(
        InvalidTemplate, match=r"txt\.j2, line 1: there is no “story\.titel”; did you mean “title”"
    ):
        open_renderer(tmp_path).press(an_issue(), an_edition(), online_url=ONLINE)


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("subject.txt.j2", "{{ number + headline }}"),
        ("body.txt.j2", "{{ number + date }}"),
        ("body.txt.j2", "{{ minutes + subject }}"),
        ("body.txt.j2", "{% for story in lead %}{{ story.also[5].link }}{% endfor %}"),
        (
            "body.txt.j2",
            "{{ edition.name|wrap(edition.name ~ edition.name ~ edition.name ~ edition.postal_address) }}",
        ),
        ("body.txt.j2", "{{ sections|sort }}"),
    ],
)
def test_renderer_says_that_a_template_cannot_be_filled(tmp_path: Path, file: str, source: str) -> None:
    folder = tmp_path / "email" / "issue"
    folder.mkdir(parents=True)
    (folder / file).write_text(source, encoding="utf-8")
    renderer = open_renderer(tmp_path)

    with pytest.raises(InvalidInput, match=r"The mail template cannot be filled: .+"):
        renderer.press(an_issue(), an_edition(), online_url=ONLINE).render(EVERYTHING)


def test_renderer_compiles_nothing_before_the_first_press(tmp_path: Path) -> None:
    (tmp_path / "email" / "issue").mkdir(parents=True)
    (tmp_path / "email" / "issue" / "body.mjml.j2").write_text("{{", encoding="utf-8")
    renderer = open_renderer(tmp_path)

    with pytest.raises(InvalidInput, match=r"body\.mjml\.j2, line 1"):
        renderer.press(an_issue(), an_edition(), online_url=ONLINE)

from dataclasses import replace
from pathlib import Path

import pytest

from digest.core.errors import InvalidInput
from digest.core.naming import OUR_NAMES
from digest.core.rendering import EVERYTHING, Variant
from digest.core.subscriber import Choice
from digest.render.renderer import open_renderer
from tests.builders import a_content, an_edition, an_issue

ONLINE = "https://lalagune.example/online"


def test_renderer_uses_the_operators_templates(tmp_path: Path) -> None:
    folder = tmp_path / "email" / "issue"
    folder.mkdir(parents=True)
    (folder / "subject.txt.j2").write_text("{{ edition.name }} Nº {{ number }}\n", encoding="utf-8")

    press = open_renderer(tmp_path).press(an_issue(), an_edition(), online_url=ONLINE)

    assert press.render(EVERYTHING).subject == "Afrique de l’Ouest Nº 12"


def test_renderer_calls_categories_what_the_issue_calls_them() -> None:
    content = replace(a_content(), names=OUR_NAMES.rename("society", fr="<Vivre> & agir"))

    press = open_renderer(None).press(an_issue(content=content), an_edition(), online_url=ONLINE)
    html, text = press.preview(Variant(Choice(categories=("society",))))

    assert "&lt;Vivre&gt; &amp; agir" in html
    assert "<Vivre> & agir" in text
    assert "Société" not in html + text


def test_renderer_says_what_a_template_asks_for_in_vain(tmp_path: Path) -> None:
    folder = tmp_path / "email" / "issue"
    folder.mkdir(parents=True)
    (folder / "body.txt.j2").write_text("{% for story in lead %}{{ story.titel }}{% endfor %}", encoding="utf-8")
    press = open_renderer(tmp_path).press(an_issue(), an_edition(), online_url=ONLINE)

    with pytest.raises(InvalidInput, match=r"cannot be filled: .* has no attribute 'titel'"):
        press.render(EVERYTHING)


def test_renderer_compiles_nothing_before_the_first_press(tmp_path: Path) -> None:
    (tmp_path / "email" / "issue").mkdir(parents=True)
    (tmp_path / "email" / "issue" / "body.mjml.j2").write_text("{{", encoding="utf-8")
    renderer = open_renderer(tmp_path)

    with pytest.raises(InvalidInput, match=r"body\.mjml\.j2, line 1"):
        renderer.press(an_issue(), an_edition(), online_url=ONLINE)

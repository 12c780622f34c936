"""Pages: whatever a template says, both languages can say."""

from pathlib import Path

import pytest
from jinja2 import Environment

from digest.locale import LANGUAGES, words
from digest.web.pages import Pages

TEMPLATES = sorted(Pages().static.parent.rglob("*.j2"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_message_of_a_template_is_in_the_catalogue(template: Path, language: str) -> None:
    source = template.read_text(encoding="utf-8")
    found = Environment(extensions=["jinja2.ext.i18n"]).extract_translations(source)
    messages = {message if isinstance(message, str) else message[0] for _, _, message in found}
    catalogue = words(language)._catalog  # type: ignore[attr-defined]
    assert messages - catalogue.keys() == set()


def test_stylesheet_stays_small() -> None:
    assert (Pages().static / "digest.css").stat().st_size <= 15_000

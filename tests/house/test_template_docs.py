"""What a template may say stands in its documentation."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from digest.render.elements import ELEMENTS
from digest.render.environment import html_environment
from digest.render.steps import Turn
from digest.render.views import CoverageView, EditionView, PictureView, SectionView, StoryView
from digest.render.vocabulary import OF_MAIL, OF_SUBJECT

DOCS = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
SAID = set(re.findall(r"`([a-z_-]+)`", DOCS))
ALIASES = {"d", "e"}


@pytest.mark.parametrize("view", [EditionView, SectionView, StoryView, PictureView, CoverageView, Turn])
def test_documentation_names_every_part_of(view: type) -> None:
    assert {field.name for field in fields(view)} - SAID == set()


def test_documentation_names_all_that_a_template_may_use() -> None:
    assert (OF_MAIL.keys() | OF_SUBJECT.keys()) - {"_"} - SAID == set()
    assert html_environment().filters.keys() - ALIASES - SAID == set()
    assert ELEMENTS.keys() - {"mjml"} - SAID == set()

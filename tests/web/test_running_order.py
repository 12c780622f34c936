"""The running order: what the desk says of a story that has moved on."""

from dataclasses import replace
from datetime import date

import pytest

from digest.core.issue import Content, Section
from digest.core.naming import OUR_NAMES
from digest.core.quota import Axis, Quota, Unmet
from digest.web.phrases import Phrases
from digest.web.running_order import RunningOrder
from tests.builders import NOON, a_placement, a_story


@pytest.mark.parametrize(
    ("language", "follows"),
    [("fr", "Suite de notre édition du 5\u00a0mars"), ("en", "Follows our issue of 5\u00a0March")],
)
def test_story_that_moved_on_says_which_issue_it_follows(language: str, follows: str) -> None:
    moved_on = replace(a_story(id=2), update_of=date(2026, 3, 5))
    content = Content(None, (Section("Bénin", (a_placement(a_story()), a_placement(moved_on))),))
    order = RunningOrder(Phrases(language), language, names=OUR_NAMES, now=NOON)

    (section,) = order.sections(content)

    assert [story.follows for story in section.stories] == ["", follows]


def test_promises_that_were_not_kept_are_told() -> None:
    order = RunningOrder(Phrases("fr"), "fr", names=OUR_NAMES, now=NOON)
    unmet = Unmet(Quota(Axis.OWNER, "Groupe Lagune", at_least=2), 0)

    assert order.unmet(Content(None, (), unmet=(unmet,))) == (
        "Trop peu\u00a0: Groupe Lagune, 0 sur un minimum de 2.",
    )

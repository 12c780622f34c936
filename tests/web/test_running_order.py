"""The running order of an issue, as the desk lists it."""

import pytest

from digest.core.issue import Content
from digest.core.naming import OUR_NAMES
from digest.core.own_category import OwnCategory
from digest.web.phrases import Phrases
from digest.web.running_order import RunningOrder
from tests.builders import NOON, a_placement, a_story


@pytest.mark.parametrize(
    ("under", "language", "shown"),
    [
        ("security", "fr", ("Le port", "bad")),
        ("economy", "en", ("The port", "busy")),
        (None, "fr", ("Le port", "warn")),
    ],
)
def test_added_category_has_its_name_and_the_colour_of_its_topic(
    under: str | None, language: str, shown: tuple[str, str]
) -> None:
    names = OUR_NAMES.add(OwnCategory("port", "Le port", "The port", under))
    order = RunningOrder(Phrases(language), language, names=names, now=NOON)

    [section] = order.sections(Content(a_placement(a_story(category="port")), (), names=names))

    assert [(story.category, story.tone) for story in section.stories] == [shown]

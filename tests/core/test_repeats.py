"""Two stories of two editions are one where they share an id, an article or a text."""

from datetime import date

import pytest

from digest.core.repeats import is_repeat, traces
from digest.core.story import Story
from tests.builders import an_article

MONDAY = date(2026, 3, 2)
HAD = traces([Story(an_article(id=4), (an_article(id=7, copy_of=2),))])


def test_traces_are_the_ids_of_stories_articles_and_texts() -> None:
    other = Story(an_article(id=12), known_as=9)

    assert (HAD, traces([other]), traces([])) == ({4, 7, 2}, {9, 12}, set())


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (Story(an_article(id=8), known_as=4), True),
        (Story(an_article(id=4)), True),
        (Story(an_article(id=8), (an_article(id=7),)), True),
        (Story(an_article(id=8, copy_of=2)), True),
        (Story(an_article(id=8), (an_article(id=9, copy_of=2),)), True),
        (Story(an_article(id=8), (an_article(id=9),)), False),
        (Story(an_article(id=8), (an_article(id=4),), known_as=4, update_of=MONDAY), False),
        (Story(an_article(id=7), (an_article(id=8),), update_of=MONDAY), True),
        (Story(an_article(id=8, copy_of=2), update_of=MONDAY), True),
    ],
    ids=[
        "same id",
        "same article",
        "article as further coverage",
        "copy of a text",
        "copy as further coverage",
        "another event",
        "update with new wording",
        "update told by what was had",
        "update told by a copy of what was had",
    ],
)
def test_is_repeat(story: Story, expected: bool) -> None:
    assert is_repeat(story, HAD) is expected

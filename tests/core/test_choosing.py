"""What a choice lets a reader see, by where a story is at home."""

import pytest

from digest.core.choosing import chosen_stories, fits, home_countries
from digest.core.country import WORLD
from digest.core.subscriber import Choice
from tests.builders import a_content, an_article, an_edition


def test_home_countries_are_the_editions_own_and_the_world() -> None:
    article = an_article(countries=("BJ", "ZM", "KE"))

    assert home_countries(article, an_edition(countries=("BJ", "ML"))) == {"BJ", WORLD}


def test_home_countries_of_an_edition_without_a_home_are_all() -> None:
    article = an_article(countries=("BJ", "ZM"))

    assert home_countries(article, an_edition(countries=())) == {"BJ", "ZM"}


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), True),
        (Choice(("ML", "BJ")), True),
        (Choice(("ML",)), False),
        (Choice(categories=("sport", "society")), True),
        (Choice(categories=("sport",)), False),
        (Choice(("BJ",), ("sport",)), False),
        (Choice(("ML",), ("society",)), False),
        (Choice(("BJ",), ("society",)), True),
    ],
)
def test_fits_asks_for_country_and_category(choice: Choice, expected: bool) -> None:
    assert fits(choice, {"BJ", "TG"}, "society") is expected


def test_chosen_stories_stand_in_reading_order() -> None:
    chosen = chosen_stories(a_content(), Choice(("NE", "ML")), an_edition())

    assert [story.id for story in chosen] == [1, 3]

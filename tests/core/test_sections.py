import pytest

from digest.core.candidate import RankedStory
from digest.core.category import CATEGORIES
from digest.core.edition import Edition, Grouping, SectionPlan
from digest.core.naming import OUR_NAMES
from digest.core.own_category import OwnCategory
from digest.core.sections import is_home, plan_sections, sections_of
from digest.core.story import Story
from tests.builders import a_ranked_story, a_story, an_edition

HOME = an_edition(countries=("BJ", "ML"))
PLANS = (
    SectionPlan("Sahel", countries=("ML", "NE")),
    SectionPlan("Sport", categories=("sport",)),
    SectionPlan("Amériques", countries=("US",)),
    SectionPlan("Ailleurs", countries=("001",)),
)


def ranked(*stories: Story) -> list[RankedStory]:
    return [a_ranked_story(story) for story in stories]


def titles(edition: Edition, *stories: Story) -> list[str]:
    return [plan.title for plan in plan_sections(edition, ranked(*stories))]


def test_sections_are_the_home_countries_in_order_and_then_the_world() -> None:
    assert plan_sections(an_edition(countries=("ML", "BJ")), []) == [
        SectionPlan("Mali", countries=("ML",)),
        SectionPlan("Bénin", countries=("BJ",)),
        SectionPlan("Monde", countries=("001",)),
    ]


def test_sections_are_named_in_the_language_of_the_edition() -> None:
    assert titles(an_edition(countries=("BJ",), locale="en")) == ["Benin", "World"]


def test_sections_are_the_countries_of_the_stories_where_the_edition_has_none() -> None:
    stories = a_story(id=1, countries=("ML", "FR")), a_story(id=2, countries=("001",)), a_story(id=3)

    assert titles(an_edition(countries=()), *stories) == ["Mali", "France", "Bénin", "Monde"]


def test_sections_are_the_categories_of_the_edition() -> None:
    edition = an_edition(grouping=Grouping.CATEGORY, categories=("sport", "politics"))

    assert plan_sections(edition, []) == [
        SectionPlan("Sport", categories=("sport",)),
        SectionPlan("Politique", categories=("politics",)),
    ]


def test_sections_are_named_as_the_newsroom_calls_its_categories() -> None:
    edition = an_edition(grouping=Grouping.CATEGORY, categories=("sport", "politics"))
    names = OUR_NAMES.rename("sport", fr="Stades")

    assert [plan.title for plan in plan_sections(edition, [], names)] == ["Stades", "Politique"]


def test_sections_are_all_categories_where_the_edition_lists_none() -> None:
    plans = plan_sections(an_edition(grouping=Grouping.CATEGORY), [])

    assert [plan.categories for plan in plans] == [(category,) for category in CATEGORIES]


def test_sections_are_what_the_edition_lists() -> None:
    assert plan_sections(an_edition(sections=PLANS), []) == list(PLANS)


@pytest.mark.parametrize(
    ("countries", "category", "expected"),
    [
        (("ML",), "society", ["Sahel"]),
        (("BJ",), "society", []),
        (("ML",), "sport", ["Sahel", "Sport"]),
        (("BJ", "ML"), "sport", ["Sport", "Sahel"]),
        (("US",), "society", ["Amériques", "Ailleurs"]),
        (("FR",), "society", ["Ailleurs"]),
        (("001",), "society", ["Ailleurs"]),
    ],
)
def test_sections_of_a_story_start_with_its_primary_country(
    countries: tuple[str, ...], category: str, expected: list[str]
) -> None:
    story = a_story(countries=countries, category=category)

    assert [PLANS[n].title for n in sections_of(story, PLANS, HOME)] == expected


def test_sections_of_a_foreign_story_are_none_where_the_world_is_not_wanted() -> None:
    everything = SectionPlan("Tout")
    edition = an_edition(countries=("BJ",), world=False)

    assert sections_of(a_story(countries=("FR",)), [everything, PLANS[3]], edition) == []
    assert sections_of(a_story(countries=("FR", "BJ")), [everything, PLANS[3]], edition) == [0]


def test_is_home_tells_own_sections_from_the_world() -> None:
    assert [is_home(plan, HOME) for plan in PLANS] == [True, True, False, False]


def test_plan_sections_by_category_has_those_that_were_added() -> None:
    names = OUR_NAMES.add(OwnCategory("port", "Le port", "The port", "economy"))

    plans = plan_sections(an_edition(grouping=Grouping.CATEGORY), [], names)

    assert [plan.categories for plan in plans] == [(category,) for category in names.categories]
    assert SectionPlan("Le port", categories=("port",)) in plans

import pytest

from digest.core.country import WORLD
from digest.core.rendering import Variant
from digest.core.subscriber import Choice
from digest.render.choose import Chosen, choose
from digest.render.renderer import open_renderer
from tests.builders import an_edition
from tests.render.sample import a_full_issue

PRESS = open_renderer(None).press(a_full_issue(), an_edition(), online_url="https://lalagune.example/online")


def chosen(
    *, countries: tuple[str, ...] = (), categories: tuple[str, ...] = (), omitted: frozenset[int] = frozenset()
) -> Chosen:
    result = choose(PRESS.lead, PRESS.sections, Variant(Choice(countries, categories), omitted))
    assert result is not None
    return result


def ids(result: Chosen) -> tuple[int, ...]:
    return tuple(story.id for story in result.stories)


def test_choose_shows_everything_to_those_who_chose_nothing() -> None:
    assert chosen() == Chosen(PRESS.lead, PRESS.sections)


@pytest.mark.parametrize(
    ("countries", "categories", "expected"),
    [
        (("CI",), (), (1,)),
        (("ML",), (), (5, 6)),
        (("BJ",), ("disaster", "economy"), (2, 4)),
        ((WORLD,), (), (7, 8)),
        (("BJ", WORLD), ("justice", "environment"), (1, 8)),
    ],
    ids=["second country of the lead", "a country", "both", "the world", "lead and world"],
)
def test_choose_keeps_stories_of_a_chosen_country_and_category(
    countries: tuple[str, ...], categories: tuple[str, ...], expected: tuple[int, ...]
) -> None:
    assert ids(chosen(countries=countries, categories=categories)) == expected


def test_choose_finds_nothing_where_nothing_fits() -> None:
    assert choose(PRESS.lead, PRESS.sections, Variant(Choice(("NE",)))) is None


def test_choose_leaves_out_what_is_omitted() -> None:
    result = chosen(countries=("BJ", "ML"), omitted=frozenset({3, 5, 7}))

    assert ids(result) == (1, 2, 4, 6)


def test_choose_finds_nothing_where_all_that_fits_is_omitted() -> None:
    variant = Variant(Choice(("ML",)), frozenset({5, 6}))

    assert choose(PRESS.lead, PRESS.sections, variant) is None


def test_choose_puts_the_best_of_the_others_on_top() -> None:
    result = chosen(categories=("sport", "weather", "politics"))

    assert result.lead.id == 5
    assert [(section.title, [story.id for story in stories]) for section, stories in result.sections] == [
        ("Mali", [6]),
        ("Monde", [7]),
    ]


def test_without_lowest_keeps_the_lead_and_says_that_it_is_shorter() -> None:
    result = chosen().without_lowest()

    assert ids(result) == (1, 2, 3, 4, 5, 6, 7)
    assert result.shortened

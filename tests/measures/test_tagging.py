import pytest

from tests.measures.tagging import headlines, measure

HALVES = {"tuned": 1, "held": 0}


def test_headlines_are_enough_and_none_stands_twice():
    titles = [headline.title for headline in headlines()]

    assert len(titles) >= 220
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("half", HALVES)
def test_countries_are_found_in_both_halves(half):
    found, misses = measure("countries", [h for h in headlines() if h.line % 2 == HALVES[half]])

    assert found.precision >= 0.97, misses
    assert found.recall >= 0.92, misses


def test_languages_of_titles_are_told_apart():
    found, misses = measure("language", headlines())

    assert found.precision >= 0.97, misses
    assert found.recall >= 0.95, misses


def test_categories_are_suggested_only_where_they_are_likely():
    found, misses = measure("category", headlines())

    assert found.precision >= 0.9, misses
    assert found.recall >= 0.4, misses

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from digest.core.article import Picture
from digest.core.coverage import cover
from digest.core.story import Story
from digest.core.telling import tell
from tests.builders import NOON, a_coverage, a_source, an_article

PICTURE = Picture("https://echo.example/crue.jpg")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"words": 20}, {"language": "en", "source": a_source("fanal", weight=1.0), "picture": PICTURE}),
        ({"words": 20}, {"lead": "", "source": a_source("fanal", weight=1.0)}),
        ({}, {"url": "urn:digest:2", "source": a_source("fanal", weight=1.0)}),
        ({}, {"copy_of": 1, "source": a_source("fanal", weight=1.0)}),
        ({}, {"words": 20, "source": a_source("fanal", weight=1.0)}),
        ({"source": a_source("fanal", weight=0.9)}, {"picture": PICTURE}),
        ({"picture": PICTURE}, {"published_at": NOON + timedelta(hours=1)}),
        ({}, {"title": "CRUE DU FLEUVE À MALANVILLE", "published_at": NOON + timedelta(hours=1)}),
        ({}, {"title": "Crue", "published_at": NOON + timedelta(hours=1)}),
        ({"published_at": NOON + timedelta(hours=1)}, {}),
        ({}, {}),
    ],
    ids=[
        "language of the edition",
        "something to read",
        "can be opened",
        "original",
        "complete",
        "trusted",
        "picture",
        "no capitals",
        "no single word",
        "newest",
        "first",
    ],
)
def test_story_is_told_by_the_better_article(better: dict[str, Any], worse: dict[str, Any]) -> None:
    title = "Crue du fleuve à Malanville"
    told, other = an_article(**{"title": title, "id": 1} | better), an_article(**{"title": title, "id": 2} | worse)

    for articles in permutations((told, other)):
        coverage = cover(articles)
        assert tell(coverage, coverage.articles, language="fr") == Story(told, (other,))


def test_story_in_two_languages_is_told_in_that_of_the_edition() -> None:
    french, english = an_article(id=1), an_article("Floods in Malanville", id=2, language="en")
    coverage = a_coverage(french, english)

    assert tell(coverage, coverage.articles, language="fr") == Story(french, (english,))
    assert tell(coverage, coverage.articles, language="en") == Story(english, (french,))


def test_story_of_an_earlier_day_keeps_its_id() -> None:
    alone, pair = (an_article(id=5),), (an_article(id=5), an_article(id=6))

    for articles in (alone, pair):
        assert tell(cover(articles, id=3), articles, language="fr").id == 3
        assert tell(cover(articles), articles, language="fr").id == 5


def test_further_coverage_comes_best_first() -> None:
    weights = {1: 0.1, 2: 0.2, 3: 0.3}
    articles = [an_article(id=n, source=a_source(f"s{n}", weight=weight)) for n, weight in weights.items()]
    english = an_article(id=4, language="en", source=a_source("s4", weight=1.0))
    coverage = a_coverage(*articles, english)

    told = tell(coverage, coverage.articles, language="fr")

    assert [article.id for article in told.articles] == [3, 2, 1, 4]


def test_story_is_told_by_an_article_that_the_edition_takes() -> None:
    best, taken = an_article(id=1), an_article(id=2, words=10)

    assert tell(a_coverage(best, taken), [taken], language="fr") == Story(taken, (best,))

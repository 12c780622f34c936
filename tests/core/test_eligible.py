from datetime import timedelta
from typing import Any

import pytest

from digest.core.edition import Edition
from digest.core.eligible import sift
from digest.core.story import Exclusion, LeftOut, Story
from tests.builders import NOON, TODAY, an_article, an_edition

EDITION = an_edition(countries=("BJ", "ML"))
WINDOW = EDITION.cadence.window(TODAY)


def test_sift_lets_an_article_of_the_window_in() -> None:
    article = an_article()

    assert sift([article], edition=EDITION, window=WINDOW, shown=frozenset()) == ([article], [])


def test_sift_takes_the_start_of_the_window_and_not_its_end() -> None:
    first = an_article(id=1, published_at=WINDOW.start)
    late = an_article(id=2, published_at=WINDOW.end)

    candidates, left_out = sift([late, first], edition=EDITION, window=WINDOW, shown=frozenset())

    assert candidates == [first]
    assert left_out == [LeftOut(Story(late), None, Exclusion.WINDOW, "published 2026-03-06 04:30 UTC")]


@pytest.mark.parametrize(
    ("edition", "article", "reason", "detail"),
    [
        ({}, {"published_at": NOON - timedelta(days=3)}, Exclusion.WINDOW, "published 2026-03-02 12:00 UTC"),
        ({}, {"id": 7}, Exclusion.SHOWN, "shown in an earlier issue"),
        ({"world": False}, {"countries": ("FR", "US")}, Exclusion.COUNTRY, "France, United States"),
        ({"categories": ("politics",)}, {"category": "sport"}, Exclusion.CATEGORY, "Sport"),
    ],
)
def test_sift_gives_the_reason_for_each_refusal(
    edition: dict[str, Any], article: dict[str, Any], reason: Exclusion, detail: str
) -> None:
    refused = an_article(**article)

    sifted = sift([refused], edition=an_edition(**edition), window=WINDOW, shown=frozenset({7}))

    assert sifted == ([], [LeftOut(Story(refused), None, reason, detail)])


@pytest.mark.parametrize(
    "edition",
    [
        an_edition(countries=("BJ",), world=True),
        an_edition(countries=("US",), world=False),
        an_edition(countries=(), world=False),
    ],
    ids=["the world is wanted", "one of its countries is a home country", "no home set"],
)
def test_sift_lets_a_country_in(edition: Edition) -> None:
    article = an_article(countries=("FR", "US"))

    assert sift([article], edition=edition, window=WINDOW, shown=frozenset()) == ([article], [])

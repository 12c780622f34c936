from datetime import date
from typing import Any

import pytest

from digest.core.candidate import Candidate
from digest.core.coverage import Coverage
from digest.core.edition import Edition
from digest.core.eligible import sift
from digest.core.memory import NOTHING_SHOWN, Memory, remember
from digest.core.story import Exclusion, LeftOut, Measured, Story
from tests.builders import a_coverage, an_article, an_edition

EDITION = an_edition(countries=("BJ", "ML"))
YESTERDAY = Memory((remember(Story(an_article(id=7), (an_article(id=8),)), date(2026, 3, 5)),))


def _sift(coverages: list[Coverage], *, edition: Edition, memory: Memory) -> tuple[list[Candidate], list[LeftOut]]:
    candidates, left_out = sift(coverages, edition=edition, memory=memory)
    return list(candidates), left_out


def test_sift_lets_a_story_in() -> None:
    coverage = a_coverage(an_article())

    assert _sift([coverage], edition=EDITION, memory=YESTERDAY) == ([Candidate(Story(an_article()), coverage)], [])


@pytest.mark.parametrize(
    ("edition", "article", "reason", "because"),
    [
        ({}, {"id": 8}, Exclusion.SHOWN, ("2026-03-05",)),
        ({"world": False}, {"countries": ("FR", "US")}, Exclusion.COUNTRY, ("FR", "US")),
        ({"categories": ("politics",)}, {"category": "sport"}, Exclusion.CATEGORY, ("sport",)),
    ],
)
def test_sift_gives_the_reason_for_each_refusal(
    edition: dict[str, Any], article: dict[str, Any], reason: Exclusion, because: Measured
) -> None:
    refused = an_article(**article)

    sifted = _sift([a_coverage(refused)], edition=an_edition(**edition), memory=YESTERDAY)

    assert sifted == ([], [LeftOut(Story(refused), None, reason, because)])


def test_sift_has_a_story_told_by_an_article_that_the_edition_takes() -> None:
    sport = an_article("Le match", id=1, category="sport", words=900)
    politics = an_article("Le ministre", id=2, category="politics")
    coverage = a_coverage(sport, politics)

    sifted = _sift([coverage], edition=an_edition(categories=("politics",)), memory=NOTHING_SHOWN)

    assert sifted == ([Candidate(Story(politics, (sport,)), coverage)], [])


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
    candidates, left_out = _sift(
        [a_coverage(an_article(countries=("FR", "US")))], edition=edition, memory=NOTHING_SHOWN
    )

    assert ([candidate.story.id for candidate in candidates], left_out) == ([1], [])


def test_sift_has_a_story_that_moved_on_told_by_what_is_new() -> None:
    known = an_article(id=8, words=900)
    bridge = an_article(
        "Malanville : un pont emporté, la route du Niger coupée",
        id=9,
        lead="L’armée pose une passerelle provisoire.",
    )
    coverage = a_coverage(known, bridge)

    sifted = _sift([coverage], edition=EDITION, memory=YESTERDAY)

    story = Story(bridge, (known,), update_of=date(2026, 3, 5))
    assert sifted == ([Candidate(story, coverage)], [])


def test_sift_takes_no_news_that_the_edition_does_not_take() -> None:
    abroad = an_article("Lagos envoie huit camions de vivres à Malanville", id=9, countries=("NG",), lead="")
    coverage = a_coverage(an_article(id=8), abroad)

    sifted = _sift([coverage], edition=an_edition(countries=("BJ",), world=False), memory=YESTERDAY)

    assert sifted == ([], [LeftOut(Story(an_article(id=8), (abroad,)), None, Exclusion.SHOWN, ("2026-03-05",))])

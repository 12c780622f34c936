from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.article import Picture
from digest.core.edition import Edition, Weights
from digest.core.rank import rank, score
from digest.core.story import Factor, Measured, Score, Story
from tests.builders import TODAY, a_candidate, a_source, an_article, an_edition

EDITION = an_edition()
WINDOW = EDITION.cadence.window(TODAY)


def factor(name: str, story: Story, edition: Edition = EDITION) -> tuple[float, Measured]:
    """Value and measurement of one factor of a story's score."""
    factors = {f.name: f for f in score(a_candidate(story), edition=edition, window=WINDOW).factors}
    return factors[name].value, factors[name].measured


def voices(*owners: str | None, titles: tuple[str, ...] = ()) -> Story:
    lead, *also = (
        an_article(title, id=n, source=a_source(f"source-{n}", owner=owner))
        for n, (owner, title) in enumerate(zip(owners, titles or ["Crue"] * len(owners), strict=True), 1)
    )
    return Story(lead, tuple(also))


def test_score_lists_every_factor_with_its_reason() -> None:
    article = an_article(published_at=WINDOW.end - timedelta(hours=12), source=a_source(weight=0.7))

    assert score(a_candidate(Story(article)), edition=EDITION, window=WINDOW) == Score(
        (
            Factor("breadth", 0.2702, 0.40, (1, 0)),
            Factor("recency", 0.5, 0.24, (720,)),
            Factor("source", 0.7, 0.14, ("Echo",)),
            Factor("country", 1.0, 0.10, ("BJ",)),
            Factor("category", 0.5, 0.06, ("society",)),
            Factor("picture", 0.0, 0.06, (0,)),
        )
    )


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (voices("a", "b", "c"), (0.5405, (3, 0))),
        (voices("a", "a", "a"), (0.2702, (1, 0))),
        (voices(None, None), (0.4283, (2, 0))),
        (voices("a", "a", titles=("Crue", "Inondation")), (0.3331, (1, 1))),
        (voices("a", "a", "a", titles=("Crue", "Eaux", "Pluie")), (0.3565, (1, 2))),
        (voices(*"abcdefghijklmnop"), (1.0, (16, 0))),
    ],
    ids=["owners", "one owner", "sources without owner", "another wording", "more wordings", "no more than all"],
)
def test_breadth_counts_voices(story: Story, expected: tuple[float, Measured]) -> None:
    assert factor("breadth", story) == expected


def test_breadth_counts_copies_of_one_text_as_one_voice() -> None:
    agency = an_article(id=1, source=a_source("echo"))
    copies = (an_article("Crue du Niger", id=n, source=a_source(f"copy-{n}"), copy_of=1) for n in (2, 3))
    own = an_article("Les eaux montent", id=4, source=a_source("delta"))

    assert factor("breadth", Story(agency, (*copies, own))) == (0.4283, (2, 0))


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (0.5, (0.9715, (30,))),
        (6, (0.7071, (360,))),
        (24, (0.25, (1440,))),
    ],
)
def test_recency_halves_every_half_life(hours: float, expected: tuple[float, Measured]) -> None:
    assert factor("recency", Story(an_article(published_at=WINDOW.end - timedelta(hours=hours)))) == expected


def test_recency_counts_from_the_newest_article() -> None:
    old = an_article(id=1, published_at=WINDOW.end - timedelta(hours=20))
    new = an_article(id=2, published_at=WINDOW.end - timedelta(hours=6))

    assert factor("recency", Story(old, (new,))) == (0.7071, (360,))


def test_source_is_the_most_trusted_one() -> None:
    weak = an_article(id=1, source=a_source("echo", weight=0.2))
    strong = an_article(id=2, source=a_source("fanal", weight=0.9))

    assert factor("source", Story(weak, (strong,))) == (0.9, ("Fanal",))


@pytest.mark.parametrize(
    ("countries", "expected"),
    [
        (("BJ",), (1.0, ("BJ",))),
        (("FR",), (0.5, ("FR",))),
        (("FR", "ML"), (0.8, ("ML",))),
        (("001",), (0.5, ("001",))),
    ],
)
def test_country_takes_the_preference_of_the_edition(
    countries: tuple[str, ...], expected: tuple[float, Measured]
) -> None:
    edition = an_edition(weights=Weights(countries=(("ML", 0.8),)))

    assert factor("country", Story(an_article(countries=countries)), edition) == expected


def test_country_is_at_home_everywhere_in_an_edition_without_countries() -> None:
    assert factor("country", Story(an_article(countries=("FR",))), an_edition(countries=())) == (1.0, ("FR",))


def test_category_takes_the_preference_of_the_edition() -> None:
    edition = an_edition(weights=Weights(categories=(("sport", 0.1),)))

    assert factor("category", Story(an_article(category="sport")), edition) == (0.1, ("sport",))


def test_picture_counts_where_it_would_be_shown() -> None:
    pictured = an_article(id=2, picture=Picture("https://echo.example/crue.jpg"))

    assert factor("picture", Story(pictured, (an_article(id=1),))) == (1.0, (1,))
    assert factor("picture", Story(an_article(id=1), (pictured,))) == (0.0, (0,))


def test_rank_puts_the_best_story_first() -> None:
    plain, broad = Story(an_article(id=1)), voices("a", "b")

    assert [r.story for r in rank([a_candidate(plain), a_candidate(broad)], edition=EDITION, window=WINDOW)] == [
        broad,
        plain,
    ]


@given(hours=st.floats(0, 24), weight=st.floats(0, 1), countries=st.sampled_from([("BJ",), ("FR",), ("001",)]))
def test_score_lies_between_0_and_1_and_is_the_sum_of_its_factors(
    hours: float, weight: float, countries: tuple[str, ...]
) -> None:
    article = an_article(
        published_at=WINDOW.end - timedelta(hours=hours), source=a_source(weight=weight), countries=countries
    )

    total = score(a_candidate(Story(article)), edition=EDITION, window=WINDOW)

    assert total.points == sum(f.points for f in total.factors)
    assert 0 <= total.points <= 10_000


@given(st.integers(1, 23))
def test_rank_of_two_stories_does_not_depend_on_a_third(hours: int) -> None:
    third = Story(an_article(id=9, published_at=WINDOW.end - timedelta(hours=hours)))
    pair = [Story(an_article(id=1, words=1)), Story(an_article(id=2, category="sport", countries=("FR",)))]

    ranked = rank(map(a_candidate, [*pair, third]), edition=EDITION, window=WINDOW)

    assert [r for r in ranked if r.story != third] == rank(map(a_candidate, pair), edition=EDITION, window=WINDOW)

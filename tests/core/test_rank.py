from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.article import Article, Picture
from digest.core.candidate import Candidate
from digest.core.coverage import cover
from digest.core.edition import Edition, Weights
from digest.core.engagement import Cell, Engagement
from digest.core.rank import rank, score
from digest.core.story import POINT, Factor, Measured, Score, Story
from tests.builders import TODAY, a_candidate, a_source, an_article, an_edition

ROUNDED = 0.001
"""Each of ten factors is rounded to a point."""
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
            Factor("breadth", 0.2702, 0.36, (1, 0)),
            Factor("recency", 0.5, 0.18, (720,)),
            Factor("source", 0.7, 0.11, ("Echo",)),
            Factor("country", 1.0, 0.08, ("BJ",)),
            Factor("category", 0.5, 0.05, ("society",)),
            Factor("picture", 0.0, 0.04, (0,)),
            Factor("completeness", 1.0, 0.02, (320, 1)),
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


@pytest.mark.parametrize(("category", "expected"), [("sport", 0.25), ("society", 0.5)])
def test_recency_may_fade_faster_in_a_category(category: str, expected: float) -> None:
    edition = an_edition(weights=Weights(half_lives=(("sport", 6.0),)))
    story = Story(an_article(category=category, published_at=WINDOW.end - timedelta(hours=12)))

    assert factor("recency", story, edition) == (expected, (720,))


@pytest.mark.parametrize(
    ("words", "lead", "expected"),
    [
        (0, "", (0.0, (0, 0))),
        (0, "Le fleuve est sorti de son lit.", (0.5, (0, 1))),
        (150, "Le fleuve est sorti de son lit.", (0.75, (150, 1))),
        (900, "", (1.0, (900, 0))),
    ],
    ids=["a headline", "a first sentence", "a short text", "a long text"],
)
def test_completeness_is_how_much_there_is_to_read(
    words: int, lead: str, expected: tuple[float, Measured]
) -> None:
    assert factor("completeness", Story(an_article(words=words, lead=lead))) == expected


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ((2,), (1.0, ("top",))),
        ((-1, 1), (0.5, ("important",))),
        ((1, -1), (0.5, ("important",))),
        ((0, -1), (-0.5, ("low",))),
    ],
)
def test_mark_is_the_highest_that_speaks_for_a_story_or_else_the_lowest(
    marks: tuple[int, ...], expected: tuple[float, Measured]
) -> None:
    lead, *also = (an_article(id=n, mark=mark) for n, mark in enumerate(marks, 1))

    assert factor("mark", Story(lead, tuple(also))) == expected


def test_update_of_a_story_that_was_shown_has_it_against_it() -> None:
    update = Story(an_article(), update_of=date(2026, 3, 5))

    assert factor("shown", update) == (-1.0, ("2026-03-05",))


def test_engagement_is_weighed_where_the_edition_wants_it() -> None:
    edition = an_edition(weights=Weights(engagement=0.1))
    known = Engagement((Cell("society", "BJ", "echo", 1900, 95), Cell("sport", "BJ", "echo", 1000, 5)))

    found = score(a_candidate(Story(an_article())), edition=edition, window=WINDOW, engagement=known)

    # 345 clicks in 10,000 are usual, so that a cell of 1,900 deliveries may be expected to have 492.
    assert found.factors[-1] == Factor("engagement", 0.5878, 0.1, (492, 1900))


RATES = st.builds(
    Weights,
    *[st.floats(0, 1)] * 10,
    half_life_hours=st.floats(0.5, 72),
    half_lives=st.sampled_from([(), (("sport", 6.0),)]),
    countries=st.sampled_from([(), (("ML", 0.8), ("FR", 0.0))]),
    categories=st.sampled_from([(), (("sport", 0.1),)]),
)
ARTICLES = st.builds(
    an_article,
    st.sampled_from(("Crue du fleuve", "Malanville sous les eaux", "Le port de Lomé")),
    published_at=st.floats(0.1, 24).map(lambda hours: WINDOW.end - timedelta(hours=hours)),
    source=st.builds(a_source, st.sampled_from(("echo", "fanal", "delta")), weight=st.floats(0, 1)),
    countries=st.sampled_from((("BJ",), ("FR",), ("FR", "ML"), ("001",))),
    category=st.sampled_from(("society", "sport", "politics")),
    words=st.integers(0, 400),
    lead=st.sampled_from(("", "Le fleuve est sorti de son lit.")),
    picture=st.sampled_from((None, Picture("https://echo.example/crue.jpg"))),
    mark=st.integers(-1, 2),
)
DAYS = st.lists(st.lists(ARTICLES, min_size=1, max_size=4), min_size=1, max_size=6)
UPDATES = st.sampled_from((None, date(2026, 3, 5)))
KNOWN = Engagement((Cell("society", "BJ", "echo", 800, 20), Cell("sport", "FR", "fanal", 300, 30)))


def stories_of(day: list[list[Article]], update_of: date | None = None) -> list[Story]:
    """A story for each group of articles, which get ids of their own."""
    ids = count(1)
    numbered = [[replace(article, id=next(ids)) for article in articles] for articles in day]
    return [Story(lead, tuple(also), update_of=update_of) for lead, *also in numbered]


@given(weights=RATES, day=DAYS, update_of=UPDATES)
def test_rank_compares_what_score_explains(weights: Weights, day: list[list[Article]], update_of: date) -> None:
    edition = an_edition(weights=weights)
    candidates = [a_candidate(story) for story in stories_of(day, update_of)]

    for ranked in rank(candidates, edition=edition, window=WINDOW, engagement=KNOWN):
        explained = score(ranked.candidate, edition=edition, window=WINDOW, engagement=KNOWN)
        assert ranked.points == explained.points == sum(f.points for f in explained.factors)
        most = weights.breadth + weights.recency + weights.source + weights.country + weights.category
        most += weights.picture + weights.completeness + weights.mark + weights.engagement
        assert -weights.mark / 2 - weights.shown <= ranked.points / POINT + ROUNDED
        assert ranked.points / POINT - ROUNDED <= most


@given(day=DAYS, dice=st.randoms(use_true_random=False))
def test_rank_does_not_depend_on_the_order_of_stories_nor_of_their_articles(
    day: list[list[Article]], dice: Random
) -> None:
    candidates = [a_candidate(story) for story in stories_of(day)]
    shuffled = []
    for candidate in candidates:
        lead, *also = candidate.story.articles
        dice.shuffle(also)
        shuffled.append(Candidate(candidate.story, cover([*also, lead])))
    dice.shuffle(shuffled)

    assert rank(shuffled, edition=EDITION, window=WINDOW) == rank(candidates, edition=EDITION, window=WINDOW)


@given(day=DAYS, newcomer=ARTICLES)
def test_rank_gives_others_the_same_points_whatever_else_there_is(
    day: list[list[Article]], newcomer: Article
) -> None:
    candidates = [a_candidate(story) for story in stories_of(day)]
    third = a_candidate(Story(replace(newcomer, id=99)))

    ranked = rank([third, *candidates], edition=EDITION, window=WINDOW)

    assert [r for r in ranked if r.candidate != third] == rank(candidates, edition=EDITION, window=WINDOW)


def test_usual_weights_of_what_speaks_for_a_story_add_up_to_one() -> None:
    usual = Weights()
    speaking = (usual.breadth, usual.recency, usual.source, usual.country, usual.category)

    assert round(sum(speaking) + usual.picture + usual.completeness + usual.mark, 9) == 1
    assert usual.engagement == 0

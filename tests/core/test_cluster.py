import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.article import Article
from digest.core.cluster import group
from digest.core.errors import Conflict
from digest.core.history import Counted, History
from digest.core.ties import NO_TIES, Ties
from tests.builders import NOON, an_article

TITLES = (
    "Une force commune pour le Sahel voit le jour à Niamey",
    "Niamey : le Sahel se dote d’une force commune",
    "La force commune du Sahel officiellement lancée",
    "Crue du fleuve : Malanville sous les eaux",
    "Malanville inondée après la crue du fleuve",
    "Le port de Lomé agrandi pour les grands navires",
    "Les enseignants de Bouaké reprennent les cours",
)
A_DAY = tuple(an_article(title, id=n, published_at=NOON - timedelta(hours=n)) for n, title in enumerate(TITLES, 1))


def ids(groups: list[tuple[Article, ...]]) -> list[set[int]]:
    return [{article.id for article in some} for some in groups]


def test_group_groups_articles_on_one_event() -> None:
    assert ids(group(A_DAY)) == [{1, 2, 3}, {4, 5}, {6}, {7}]


def test_group_of_nothing_is_nothing() -> None:
    assert group([]) == []


def test_group_keeps_titles_without_words_apart() -> None:
    blank = [an_article("…", id=1), an_article("???", id=2)]

    assert ids(group(blank)) == [{1}, {2}]


def test_group_joins_equal_titles_even_in_a_tiny_window() -> None:
    copies = [an_article(id=1), an_article(id=2), an_article("Le port de Lomé agrandi", id=3)]

    assert ids(group(copies)) == [{1, 2}, {3}]


def test_group_keeps_copies_of_one_text_together_whatever_their_titles() -> None:
    copies = [an_article(id=1), an_article("Le Niger en images", id=2, copy_of=1), an_article("Lomé", id=3)]

    assert ids(group(copies)) == [{1, 2}, {3}]


def test_group_joins_groups_that_only_together_are_near() -> None:
    # Neither flood title is near enough to found a group with the other; a third brings them together.
    titles = (
        "Malanville : crue du fleuve",
        "Malanville : les habitants évacués vers Parakou",
        "Crue à Malanville : les habitants évacués",
        "Le port de Lomé agrandi",
        "Grève des enseignants à Bouaké",
    )
    articles = [
        an_article(title, id=n, published_at=NOON + timedelta(hours=n)) for n, title in enumerate(titles, 1)
    ]

    assert ids(group(articles[:2] + articles[3:])) == [{1}, {2}, {4}, {5}]
    assert ids(group(articles)) == [{1, 2, 3}, {4}, {5}]


WORDS = ("crue", "fleuve", "port", "vote", "force", "sahel", "grève", "cacao")
DAYS = st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=4, unique=True), max_size=12)


@given(titles=DAYS, dice=st.randoms(use_true_random=False))
def test_group_does_not_depend_on_the_order_of_its_input(titles: list[list[str]], dice: Random) -> None:
    articles = [an_article(" ".join(title), id=n) for n, title in enumerate(titles, 1)]
    shuffled = dice.sample(articles, len(articles))

    assert group(shuffled) == group(articles)


@given(titles=DAYS, unrelated_at=st.integers(-6, 6))
def test_group_does_not_change_by_an_article_that_shares_no_term(
    titles: list[list[str]], unrelated_at: int
) -> None:
    articles = [an_article(" ".join(title), id=n, lead="") for n, title in enumerate(titles, 1)]
    unrelated = an_article(
        "Sécheresse", id=99, lead="", published_at=NOON + timedelta(hours=unrelated_at), language="en"
    )

    assert group([unrelated, *articles]) == [*group(articles), (unrelated,)]


@given(titles=DAYS)
def test_group_puts_every_article_in_one_group(titles: list[list[str]]) -> None:
    articles = [an_article(" ".join(title), id=n) for n, title in enumerate(titles, 1)]

    groups = group(reversed(articles))

    assert sorted((a for some in groups for a in some), key=lambda a: a.id) == articles
    assert groups == sorted((tuple(sorted(some, key=lambda a: a.id)) for some in groups), key=lambda g: g[0].id)


def test_group_of_equal_titles_is_one() -> None:
    articles = [an_article("Revue de presse", id=n) for n in range(1, 201)]

    assert group(articles) == [tuple(articles)]


def test_group_reads_capitals_like_small_letters() -> None:
    shouted = [replace(article, title=article.title.upper()) for article in A_DAY]

    assert [[a.id for a in some] for some in group(shouted)] == [[a.id for a in some] for some in group(A_DAY)]


def test_group_joins_languages_by_the_names_that_they_share() -> None:
    french = an_article("Malanville : crue du Niger", id=1)
    english = an_article("Malanville: Niger in flood", id=2, language="en")
    other = an_article("Le port de Lomé agrandi", id=3)

    assert group([french, english, other]) == [(french, english), (other,)]


def test_group_gives_little_for_words_that_history_knows_as_common() -> None:
    articles = [an_article("Forum santé", id=1), an_article("Forum pêche", id=2)]
    common = History({"fr": Counted(1000.0, {"forum": 900.0})})

    assert [len(some) for some in group(articles)] == [2]
    assert [len(some) for some in group(articles, history=common)] == [1, 1]


FLOOD = "Le fleuve Niger est sorti de son lit à Malanville, où 1 200 habitants ont fui."


@pytest.mark.parametrize("title", ["Inondations", "…", "MALANVILLE", ""])
def test_group_reads_the_lead_where_the_title_says_little(title: str) -> None:
    told = an_article("Malanville : 1 200 habitants fuient le fleuve Niger", id=1, lead="")
    hinted = an_article(title, id=2, lead=FLOOD)
    other = an_article("Le port de Lomé agrandi", id=3, lead="Deux portiques ont été livrés.")

    assert group([told, hinted, other]) == [(told, hinted), (other,)]


def test_group_does_not_read_what_stands_below_every_headline() -> None:
    notice = "Suivez toute l’actualité du Sahel en direct sur notre site et notre application mobile"
    titles = ("Crue", "Vote", "Cacao")

    assert [len(some) for some in group(an_article(t, id=n, lead=notice) for n, t in enumerate(titles, 1))] == [
        1,
        1,
        1,
    ]


def test_group_keeps_together_what_an_editor_joined() -> None:
    ties = NO_TIES.join([1, 6])

    assert [[a.id for a in some] for some in group(A_DAY, ties=ties)] == [[6, 3, 2, 1], [5, 4], [7]]


@pytest.mark.parametrize("parted", [(1, 2), (1, 3), (2, 3)])
def test_group_keeps_apart_what_an_editor_parted(parted: tuple[int, int]) -> None:
    equal = [an_article(id=n) for n in range(1, 4)]

    groups = group(equal, ties=NO_TIES.part(*parted))

    assert len(groups) == 2
    assert not any(set(parted) <= {a.id for a in some} for some in groups)


PAIRS = st.lists(
    st.tuples(st.integers(1, 8), st.integers(1, 8)).filter(lambda pair: pair[0] != pair[1]), max_size=5
)


@given(titles=DAYS, same=PAIRS, apart=PAIRS, copies=st.dictionaries(st.integers(2, 8), st.just(1)))
def test_group_never_breaks_a_tie(
    titles: list[list[str]], same: list[tuple[int, int]], apart: list[tuple[int, int]], copies: dict[int, int]
) -> None:
    ties = NO_TIES
    for put, pair in [*((Ties.join, [pair]) for pair in same), *((Ties.part, pair) for pair in apart)]:
        with suppress(Conflict):
            ties = put(ties, *pair)
    articles = [an_article(" ".join(t), id=n, copy_of=copies.get(n)) for n, t in enumerate(titles, 1)]

    group_of = {a.id: number for number, some in enumerate(group(articles, ties=ties)) for a in some}

    there = [pair for pair in ties.same if group_of.keys() >= set(pair)]
    assert all(group_of[one] == group_of[other] for one, other in there)
    kept = [pair for pair in ties.apart if group_of.keys() >= set(pair)]
    assert all(group_of[one] != group_of[other] for one, other in kept)


def test_group_does_not_depend_on_the_hash_seed() -> None:
    program = "from tests.core.test_cluster import A_DAY, group; print(repr(group(A_DAY)))"

    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }

    assert len(printed) == 1

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.coverage import Coverage, cover
from tests.builders import NOON, a_source, an_article

CITIES = ("Cotonou", "Parakou", "Natitingou", "Porto Novo", "Ouidah")


def test_coverage_measures_its_articles() -> None:
    old = an_article(id=1, source=a_source("echo", weight=0.9))
    new = an_article("Les eaux montent", id=2, published_at=NOON + timedelta(hours=1), mark=1)

    assert cover([new, old]) == Coverage(
        id=1,
        articles=(old, new),
        voices=1,
        wordings=1,
        newest_at=NOON + timedelta(hours=1),
        trusted=old.source,
        mark=1,
        first=1,
        is_mixed=False,
    )


def test_coverage_of_one_article_is_what_it_is() -> None:
    alone = an_article(id=4, mark=-1)

    assert cover([alone]) == Coverage(4, (alone,), 1, 0, NOON, alone.source, -1, first=4, is_mixed=False)
    assert (cover([alone], id=2).id, cover([alone], id=2).first) == (2, 4)


def test_coverage_knows_whether_it_is_in_several_languages() -> None:
    french, english = an_article(id=1), an_article("Floods in Malanville", id=2, language="en")

    assert cover([french, english]).is_mixed
    assert not cover([french, an_article(id=3)]).is_mixed


@pytest.mark.parametrize("owner", [None, "echo"], ids=["many owners", "one owner"])
def test_coverage_counts_a_series_of_titles_as_one_voice(owner: str | None) -> None:
    series = [
        an_article(f"Météo à {city}", id=n, source=a_source(f"source-{n}", owner=owner))
        for n, city in enumerate(CITIES, 1)
    ]
    written = an_article("De la pluie sur tout le Bénin", id=9, source=a_source("delta"))

    assert (cover(series).voices, cover(series).wordings) == (1, 0)
    assert (cover([*series, written]).voices, cover([*series, written]).wordings) == (2, 0)


SERIES = st.tuples(
    st.sampled_from(("Météo à", "Horoscope du jour :")), st.sampled_from((*CITIES, "Lion", "Vierge"))
)
TITLES = SERIES.map(" ".join) | st.sampled_from(("De la pluie sur tout le Bénin", "METEO A OUIDAH", "Météo"))


@given(titles=st.lists(TITLES, min_size=1, max_size=12), dice=st.randoms(use_true_random=False))
def test_coverage_does_not_depend_on_the_order_of_its_articles(titles: list[str], dice: Random) -> None:
    articles = [
        an_article(title, id=n, source=a_source(f"source-{n % 4}"), published_at=NOON + timedelta(hours=n % 3))
        for n, title in enumerate(titles, 1)
    ]
    shuffled = articles.copy()
    dice.shuffle(shuffled)

    assert cover(shuffled) == cover(articles)

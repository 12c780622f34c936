"""When what a source hands over replaces what is stored."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.article import NewArticle
from digest.core.revision import Version, once_each, spellings, supersedes
from tests.builders import NOON, a_new_article

HOUR = timedelta(hours=1)
KNOWN = Version(1, NOON, ("Crue", "Le fleuve monte."), seen_at=NOON)
LATER_VISIT = replace(KNOWN, seen_at=NOON + HOUR)


@pytest.mark.parametrize(
    ("given_version", "is_newer"),
    [
        (LATER_VISIT, False),
        (replace(LATER_VISIT, content=("Crue", "Le fleuve a monté.")), True),
        (replace(LATER_VISIT, content=("Crue",), at=NOON - HOUR), False),
        (replace(LATER_VISIT, content=("Crue",), at=NOON + HOUR), True),
        (replace(LATER_VISIT, content=("Crue",), source_id=2), False),
        (replace(LATER_VISIT, content=("Crue",), source_id=2, at=NOON + HOUR), True),
        (replace(KNOWN, content=("Décrue",)), True),
        (replace(KNOWN, content=("Avant",)), False),
        (replace(KNOWN, at=NOON + HOUR), True),
        (replace(LATER_VISIT, at=NOON + HOUR), False),
    ],
    ids=[
        "the same",
        "another text at a later visit",
        "an older version",
        "a later version",
        "another source’s words",
        "another source’s later version",
        "one import, the greater text",
        "one import, the smaller text",
        "one import, the later date",
        "a later date alone",
    ],
)
def test_supersedes(given_version: Version, is_newer: bool) -> None:
    assert supersedes(given_version, KNOWN) is is_newer


def test_once_each_joins_what_shares_an_address_or_an_identity() -> None:
    moved = a_new_article("Crue", url="https://echo.example/crue-2", identity="i")
    first = a_new_article("Crue", url="http://echo.example/crue", identity="i", published_at=NOON - HOUR)
    without = a_new_article("Avant la crue", url="https://echo.example/crue", published_at=NOON - 2 * HOUR)
    other = a_new_article("Sécheresse", url="https://echo.example/a")

    assert once_each([without, moved, other, first]) == [other, moved]


def test_once_each_prefers_the_spelling_with_https() -> None:
    late = a_new_article("Crue, le bilan", url="http://echo.example/crue", published_at=NOON + HOUR)

    assert once_each([a_new_article(), late]) == [replace(late, url="https://echo.example/crue")]


an_article = st.builds(
    lambda n, identity, hours: a_new_article(
        f"Crue {n} {hours}", url=f"https://echo.example/{n}", identity=identity, published_at=NOON + hours * HOUR
    ),
    st.integers(1, 6),
    st.sampled_from([None, "a", "b", "c"]),
    st.integers(0, 3),
)


@given(data=st.data(), articles=st.lists(an_article, max_size=12))
def test_once_each_of_any_order_is_the_same(data: st.DataObject, articles: list[NewArticle]) -> None:
    assert once_each(data.draw(st.permutations(articles))) == once_each(articles)


def test_spellings_of_a_web_address_are_two() -> None:
    assert spellings("http://echo.example/a") == ("https://echo.example/a", "http://echo.example/a")
    assert spellings("urn:digest:a") == ("urn:digest:a",)

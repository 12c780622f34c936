"""What is handed in: whatever it is, it becomes an item, faults, or an error that a program can read."""

import json
from typing import Any

import pytest
from fastapi import HTTPException
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.article import Picture, RawItem
from digest.web.handed_in import ArticleIn, judge, read_batch
from tests.builders import NOON

WORDS = st.text(st.characters(exclude_categories=()), max_size=20)  # halves of surrogate pairs among them
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
ARTICLE = {"url": "https://echo.example/1", "title": "Crue du fleuve à Malanville"}
FULL: dict[str, Any] = ARTICLE | {
    "summary": "Le fleuve est sorti de son lit.",
    "body": "<p>Le fleuve est sorti de son lit.</p>",
    "published": "2026-03-05T13:00:00+01:00",
    "modified": "2026-03-05T12:00:00Z",
    "guid": "cms:1",
    "labels": ["Environnement"],
    "countries": ["bj", "Togo"],
    "language": "fr-BJ",
    "image": {"url": "https://echo.example/1.jpg", "alt": "Le fleuve", "width": 1200, "height": 675},
}


def test_article_becomes_an_item() -> None:
    assert judge(FULL, 3) == RawItem(
        title="Crue du fleuve à Malanville",
        where="articles[3]",
        url="https://echo.example/1",
        summary="Le fleuve est sorti de son lit.",
        body="<p>Le fleuve est sorti de son lit.</p>",
        published_at=NOON,
        modified_at=NOON,
        guid="cms:1",
        labels=("Benin", "Togo", "Environnement"),
        language="fr-BJ",
        picture=Picture("https://echo.example/1.jpg", "Le fleuve", 1200, 675),
    )


def test_picture_that_is_an_object_speaks_for_itself() -> None:
    item = judge(FULL | {"image_alt": "Un pont", "image_width": 1}, 0)

    assert isinstance(item, RawItem)
    assert item.picture == Picture("https://echo.example/1.jpg", "Le fleuve", 1200, 675)


def test_words_about_a_picture_without_one_are_nothing() -> None:
    item = judge(ARTICLE | {"image_alt": "Le fleuve", "image_width": 1200}, 0)

    assert isinstance(item, RawItem)
    assert item.picture is None


@given(JSON | st.fixed_dictionaries({}, optional=dict.fromkeys(ArticleIn.model_fields, JSON)))
@settings(max_examples=300)
def test_whatever_is_handed_in_is_an_item_or_has_faults_that_can_be_told(value: object) -> None:
    judged = judge(value, 7)

    if isinstance(judged, list):
        assert judged
        assert {fault.index for fault in judged} == {7}
        json.dumps([fault.model_dump() for fault in judged], ensure_ascii=False).encode()


@given(st.binary(max_size=40) | JSON.map(lambda value: json.dumps(value).encode()))
@settings(max_examples=300)
def test_whatever_the_body_is_it_has_articles_or_is_refused(body: bytes) -> None:
    try:
        articles, status = read_batch(body), None
    except HTTPException as error:
        articles, status = (), error.status_code

    assert articles or status in (400, 413, 422)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_body_is_read_in_every_encoding_of_unicode(encoding: str) -> None:
    assert read_batch(json.dumps([FULL], ensure_ascii=False).encode(encoding)) == [FULL]

"""Push: a token is made once and opens one source; what is handed over goes the way of every other article."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text as sql

from digest.core.article import Source
from digest.core.errors import Conflict, NotFound
from digest.db import sources, tokens
from digest.db.store import Store
from digest.sources.reading import Broken
from digest.wire.intake import Report
from digest.wire.push import holder_of, make_token, push
from tests.builders import NOON, a_raw_item, a_source
from tests.wire.window import all_articles

LATER = NOON + timedelta(hours=1)
ECHO = a_source("echo")


@pytest.fixture
def newsroom(store: Store) -> Store:
    """A database that knows one source."""
    with store.writing() as session:
        sources.save(session, ECHO)
    return store


def test_token_opens_its_source_and_no_other_word_does(newsroom: Store) -> None:
    token = make_token(newsroom, "our CMS", "echo", now=NOON)

    assert holder_of(newsroom, token, now=LATER) == ECHO
    assert [holder_of(newsroom, word, now=LATER) for word in ("", "our CMS", token[:-1], token.lower())] == [
        None
    ] * 4


def test_token_is_long_and_never_the_same(newsroom: Store) -> None:
    made = [make_token(newsroom, f"CMS {n}", "echo", now=NOON) for n in range(3)]

    assert len(set(made)) == 3
    assert {len(token) for token in made} == {43}  # 32 random bytes in base64


def test_token_is_not_stored_as_it_is(newsroom: Store) -> None:
    token = make_token(newsroom, "our CMS", "echo", now=NOON)

    with newsroom.reading() as session:
        assert tokens.holder(session, token, now=NOON) is None
        assert token not in repr(tokens.every(session))


def test_token_is_for_a_source_that_is_there_and_a_name_that_is_free(newsroom: Store) -> None:
    with pytest.raises(NotFound, match="zou"):
        make_token(newsroom, "our CMS", "zou", now=NOON)
    make_token(newsroom, "our CMS", "echo", now=NOON)
    with pytest.raises(Conflict, match="There is a token “our CMS” already"):
        make_token(newsroom, "our CMS", "echo", now=NOON)


def test_push_takes_in_what_can_be_used_and_names_the_rest(newsroom: Store) -> None:
    items = [a_raw_item(where="articles[0]"), a_raw_item("<b></b>", where="articles[1]")]

    report = push(newsroom, ECHO, items, now=LATER)

    assert report == Report(new=1, broken=(Broken("articles[1]", "has no title"),))
    assert [(article.title, article.source) for article in all_articles(newsroom)] == [
        ("Crue du fleuve à Malanville", ECHO)
    ]


def test_push_of_the_same_batch_again_changes_nothing(newsroom: Store) -> None:
    items = [a_raw_item(f"Crue {n}", url=f"https://echo.example/{n}") for n in range(3)]
    first = push(newsroom, ECHO, items, now=LATER)
    before = all_articles(newsroom)

    again = push(newsroom, ECHO, items, now=LATER + timedelta(days=1))

    assert (first, again) == (Report(new=3), Report(unchanged=3))
    assert all_articles(newsroom) == before


def test_push_leaves_what_is_known_about_the_source_as_it_is(newsroom: Store) -> None:
    push(newsroom, Source("echo", "Another name", weight=0.1), [a_raw_item()], now=LATER)

    assert [article.source for article in all_articles(newsroom)] == [ECHO]


def test_push_of_an_article_with_other_words_changes_it(newsroom: Store) -> None:
    item = a_raw_item()
    push(newsroom, ECHO, [item], now=LATER)

    report = push(newsroom, ECHO, [replace(item, title="Le fleuve baisse à Malanville")], now=LATER)

    assert report == Report(changed=1)
    assert [article.title for article in all_articles(newsroom)] == ["Le fleuve baisse à Malanville"]


def test_push_joins_a_text_that_came_in_before_under_another_address(newsroom: Store) -> None:
    text = " ".join(f"Au village {n} le fleuve est sorti de son lit." for n in range(60))
    push(newsroom, ECHO, [a_raw_item(url="https://echo.example/1", body=text)], now=LATER)

    push(newsroom, ECHO, [a_raw_item("Le fleuve déborde", url="https://zou.example/9", body=text)], now=LATER)

    with newsroom.reading() as session:
        copy_of = {row.url: row.copy_of for row in session.execute(sql("SELECT url, copy_of FROM article"))}
    assert copy_of == {"https://echo.example/1": None, "https://zou.example/9": 1}


def test_push_knows_an_article_by_its_guid_when_it_has_moved(newsroom: Store) -> None:
    item = a_raw_item(guid="cms:1")
    push(newsroom, ECHO, [item], now=LATER)

    moved = replace(item, url="https://echo.example/inondations/crue", title="Le fleuve baisse à Malanville")
    report = push(newsroom, ECHO, [moved], now=LATER + timedelta(hours=1))

    assert report == Report(changed=1)
    assert [article.title for article in all_articles(newsroom)] == ["Le fleuve baisse à Malanville"]


def test_push_of_an_older_version_changes_nothing(newsroom: Store) -> None:
    later = a_raw_item("Crue : deux villages évacués", modified_at=LATER)
    push(newsroom, ECHO, [later], now=LATER)

    report = push(newsroom, ECHO, [replace(later, title="Crue", modified_at=NOON)], now=LATER)

    assert report == Report(unchanged=1)
    assert [article.title for article in all_articles(newsroom)] == ["Crue : deux villages évacués"]

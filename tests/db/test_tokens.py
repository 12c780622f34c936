"""Tokens: kept by their hash alone, used by one source, forgotten at once."""

from datetime import timedelta

import pytest

from digest.core.errors import Conflict, NotFound
from digest.db import sources, tokens
from digest.db.store import Store
from digest.db.tokens import Token
from tests.builders import NOON, a_source

LATER = NOON + timedelta(hours=1)


def add(store: Store, name: str, *, source: str = "echo", token_hash: str = "3f") -> None:
    with store.writing() as session:
        source_id = sources.save(session, a_source(source))
        tokens.add(session, name, source_id=source_id, token_hash=token_hash, now=NOON)


def every(store: Store) -> list[Token]:
    with store.reading() as session:
        return tokens.every(session)


def test_tokens_are_listed_by_name_with_their_source(store: Store) -> None:
    add(store, "the second CMS", source="zou", token_hash="5a")
    add(store, "our CMS")

    assert every(store) == [Token("our CMS", "echo", NOON, None), Token("the second CMS", "zou", NOON, None)]


def test_token_stands_for_its_source_and_remembers_that_it_was_used(store: Store) -> None:
    add(store, "our CMS")
    add(store, "the second CMS", source="zou", token_hash="5a")

    with store.writing() as session:
        holder = tokens.holder(session, "3f", now=LATER)

    assert holder == a_source("echo")
    assert [token.used_at for token in every(store)] == [LATER, None]


def test_unknown_token_stands_for_nothing(store: Store) -> None:
    add(store, "our CMS")

    with store.writing() as session:
        assert tokens.holder(session, "00", now=LATER) is None

    assert [token.used_at for token in every(store)] == [None]


def test_name_of_a_token_is_given_once(store: Store) -> None:
    add(store, "our CMS")

    with pytest.raises(Conflict, match="There is a token “our CMS” already"):
        add(store, "our CMS", source="zou", token_hash="5a")

    assert every(store) == [Token("our CMS", "echo", NOON, None)]


def test_removed_token_opens_nothing_and_its_name_is_free_again(store: Store) -> None:
    add(store, "our CMS")

    with store.writing() as session:
        tokens.remove(session, "our CMS")
        assert tokens.holder(session, "3f", now=LATER) is None

    add(store, "our CMS", source="zou")
    assert every(store) == [Token("our CMS", "zou", NOON, None)]


def test_removing_a_token_that_is_none_is_told(store: Store) -> None:
    with store.writing() as session, pytest.raises(NotFound, match="There is no token “our CMS”"):
        tokens.remove(session, "our CMS")

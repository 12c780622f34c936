"""Ties: an editor says that articles tell one story, or that two do not, and takes it back."""

from collections.abc import Sequence
from datetime import datetime

from digest.core.errors import NotFound
from digest.core.ties import Verdict
from digest.db import ties
from digest.db.store import Store
from digest.db.ties import Named


def join_articles(store: Store, references: Sequence[str], *, by: str, now: datetime) -> list[Named]:
    """Say that articles, named by id or web address, tell one story, for all issues built from then on.

    Raises NotFound for an article that is not there, Conflict where an editor keeps two of them apart.
    """
    with store.writing() as session:
        named = ties.named(session, references)
        before = ties.around(session, [article.id for article in named])
        after = before.join([article.id for article in named])
        ties.add(session, after.same - before.same, Verdict.SAME, by=by, at=now)
    return named


def part_articles(store: Store, one: str, other: str, *, by: str, now: datetime) -> list[Named]:
    """Say that two articles do not tell one story; raises NotFound, and Conflict where an editor joined them."""
    with store.writing() as session:
        named = ties.named(session, (one, other))
        before = ties.around(session, [article.id for article in named])
        after = before.part(*(article.id for article in named))
        ties.add(session, after.apart - before.apart, Verdict.APART, by=by, at=now)
    return named


def untie_articles(store: Store, one: str, other: str) -> list[Named]:
    """Take back what was said of two articles; NotFound where nobody said anything of these two."""
    with store.writing() as session:
        named = ties.named(session, (one, other))
        first, second = sorted(article.id for article in named)
        pair = first, second
        known = ties.around(session, pair)
        if pair not in known.same | known.apart:
            raise NotFound(
                f"Nobody has tied articles {pair[0]} and {pair[1]}; “digest story ties” lists what is tied."
            )
        ties.remove(session, [pair])
    return named

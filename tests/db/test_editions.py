"""Editions: stored whole, and read back equal."""

from datetime import timedelta

import pytest

from digest.core.edition import Approval, Edition, Grouping, Limits, SectionPlan, Sender, Weights
from digest.core.errors import NotFound
from digest.db import editions
from digest.db.editions import StoredEdition
from digest.db.store import Store
from tests.builders import NOON, a_cadence, an_edition

RICH = an_edition(
    cadence=a_cadence(zone="Africa/Casablanca", days=(0, 2, 4), span=timedelta(hours=36)),
    sender=Sender("matin@lalagune.example", "La Lagune", "redaction@lalagune.example"),
    grouping=Grouping.CATEGORY,
    sections=(SectionPlan("Sécurité", countries=("ML", "NE"), categories=("security",), limit=3),),
    limits=Limits(stories=20, per_section=5),
    weights=Weights(recency=0.3, countries=(("BJ", 1.0), ("TG", 0.25))),
    approval=Approval.AUTOMATIC,
)


@pytest.mark.parametrize("edition", [an_edition(), RICH], ids=["plain", "rich"])
def test_save_keeps_an_edition_as_it_is(store: Store, edition: Edition) -> None:
    with store.writing() as session:
        edition_id = editions.save(session, edition, now=NOON)

    with store.reading() as session:
        assert editions.find(session, "ouest") == StoredEdition(edition_id, edition, NOON)


def test_save_replaces_the_edition_of_that_key_and_keeps_its_age(store: Store) -> None:
    with store.writing() as session:
        first = editions.save(session, an_edition(), now=NOON)
        editions.save(session, RICH, now=NOON + timedelta(days=1))

    with store.reading() as session:
        assert editions.every(session) == [StoredEdition(first, RICH, NOON)]


def test_every_is_in_the_order_of_keys(store: Store) -> None:
    with store.writing() as session:
        for key in ("sud", "centre", "nord"):
            editions.save(session, an_edition(key), now=NOON)

    with store.reading() as session:
        assert [stored.edition.key for stored in editions.every(session)] == ["centre", "nord", "sud"]


def test_find_an_unknown_key_says_where_to_look(store: Store) -> None:
    with store.reading() as session, pytest.raises(NotFound, match="no edition “est”; “digest edition list”"):
        editions.find(session, "est")

"""Snapshots: kept once for all issues of a window, and no longer than an issue needs them."""

from dataclasses import fields, replace
from datetime import timedelta

from sqlalchemy import text

from digest.core.article import Picture
from digest.core.engagement import Cell, Engagement
from digest.core.history import Counted, History
from digest.core.inputs import METHOD, Inputs
from digest.core.material import Material
from digest.core.memory import Memory, remember
from digest.core.naming import CategoryNames, Renamed
from digest.core.threads import Earlier
from digest.core.ties import Ties
from digest.db import snapshots
from digest.db.snapshots import Kept
from digest.db.store import Store
from tests.builders import NOON, TODAY, a_cadence, a_content, a_source, a_story, an_article, an_edition
from tests.db.given import an_edition_in, an_issue_in

LATER = NOON + timedelta(hours=1)
EARLIER = Earlier(1, NOON, LATER, ("BJ",), (("crue", 0.8), ("fleuve", 0.6)), (1,))
MATERIAL = Material(
    a_cadence().window(TODAY),
    (
        an_article(mark=2),
        an_article(id=2, source=a_source("fanal"), copy_of=1, picture=Picture("https://x.example/p")),
    ),
    earlier=(EARLIER,),
    history=History({"fr": Counted(2400.5, {"crue": 3.25})}),
    ties=Ties(same=frozenset({(1, 2), (2, 7), (3, 9)}), apart=frozenset({(1, 3), (2, 4)})),
    engagement=Engagement((Cell("society", "BJ", "echo", 600, 30),)),
)
"""With something in every field: what a field can hold has to come back."""
OTHER = Material(a_cadence().window(TODAY), (an_article("À Mopti, le fleuve baisse"),))
NAMES = CategoryNames((Renamed("society", "Vie", "Life"),))
INPUTS = Inputs(MATERIAL, an_edition(), Memory((remember(a_story(), TODAY),)), NAMES)


def keep(store: Store, issue_id: int, material: Material = MATERIAL) -> None:
    inputs = Inputs(material, INPUTS.edition, INPUTS.memory, INPUTS.names)
    with store.writing() as session:
        packed = snapshots.pack(material)
        snapshots.keep(session, issue_id, packed, inputs, a_content(), version="0.1.0", now=NOON)


def kept(store: Store, issue_id: int) -> Kept | None:
    with store.reading() as session:
        return snapshots.of_issue(session, issue_id)


def hashes(store: Store) -> set[str]:
    with store.reading() as session:
        return set(session.execute(text("SELECT hash FROM snapshot")).scalars())


def two_issues(store: Store) -> tuple[int, int]:
    west, south = an_edition_in(store, "ouest"), an_edition_in(store, "sud")
    return an_issue_in(store, west).id, an_issue_in(store, south).id


def test_inputs_come_back_as_they_were(store: Store) -> None:
    west, _ = two_issues(store)

    keep(store, west)

    assert kept(store, west) == Kept(INPUTS, a_content(), METHOD, "0.1.0", NOON)


def test_every_field_of_the_inputs_is_looked_at() -> None:
    """A field that is new needs something in the values above, or nobody knows whether it comes back."""
    for value in (INPUTS, INPUTS.material, INPUTS.memory):
        empty = [f.name for f in fields(value) if not getattr(value, f.name)]
        default = [f.name for f in fields(value) if getattr(value, f.name) == f.default]
        assert (empty, default) == ([], [])


def test_pack_sees_nothing_of_what_a_value_has_worked_out() -> None:
    before = snapshots.pack(MATERIAL)

    assert MATERIAL.engagement.rate(("society", "BJ", "echo"))
    assert snapshots.pack(MATERIAL) == before


def test_issues_of_one_window_share_its_material(store: Store) -> None:
    west, south = two_issues(store)

    keep(store, west)
    keep(store, south)

    assert hashes(store) == {snapshots.pack(MATERIAL).hash}
    assert kept(store, west) == kept(store, south)


def test_rebuild_replaces_inputs_and_removes_what_nobody_needs(store: Store) -> None:
    west, south = two_issues(store)
    keep(store, west)
    keep(store, south)

    keep(store, west, OTHER)
    assert hashes(store) == {snapshots.pack(MATERIAL).hash, snapshots.pack(OTHER).hash}

    keep(store, south, OTHER)
    assert hashes(store) == {snapshots.pack(OTHER).hash}


def test_forget_deletes_old_inputs_and_their_material(store: Store) -> None:
    west, south = two_issues(store)
    keep(store, west)
    keep(store, south)

    with store.writing() as session:
        assert snapshots.forget(session, NOON) == 0
        assert snapshots.forget(session, LATER) == 2

    assert hashes(store) == set()
    assert kept(store, west) is None


def test_pack_gives_equal_material_the_same_name() -> None:
    again = replace(MATERIAL, articles=tuple(MATERIAL.articles))

    assert snapshots.pack(again) == snapshots.pack(MATERIAL)
    assert snapshots.pack(OTHER).hash != snapshots.pack(MATERIAL).hash

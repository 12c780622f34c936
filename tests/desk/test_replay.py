"""Replay: the same bytes from the stored inputs, whatever has become of the articles since."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import text

from digest.core.comparison import Change, Place
from digest.core.edition import Weights
from digest.core.engagement import Cell
from digest.core.errors import Conflict, NotFound
from digest.core.issue import Content
from digest.db import articles, categories, editions, engagement, issues, snapshots
from digest.db.store import Store
from digest.desk.build import build
from digest.desk.naming import rename_category
from digest.desk.replay import replay
from tests.builders import TODAY, an_edition
from tests.circulation.given import make_press
from tests.desk.test_build import CLOSES, an_edition_with_articles

REPLAY = """
import sys
from datetime import date
from digest.db.store import open_store
from digest.desk.replay import replay

store = open_store(sys.argv[1])
print(replay(store, "ouest", date.fromisoformat(sys.argv[2])).in_words)
store.close()
"""
TOMORROW = TODAY + timedelta(days=1)


def built(store: Store) -> Content:
    an_edition_with_articles(store, an_edition())
    return build(store, make_press, "ouest", TODAY, now=CLOSES).issue.content


def execute(store: Store, statement: str, **values: object) -> None:
    with store.writing() as session:
        session.execute(text(statement), values)


def test_issue_comes_out_as_it_was_built(store: Store) -> None:
    stored = issues.to_json(built(store)).encode()

    again = replay(store, "ouest", TODAY)

    assert again.is_identical
    assert again.size == len(stored)
    assert again.changes == ()
    assert again.in_words == f"identical: {len(stored):,} bytes, SHA-256 {again.sha256}"


def test_issue_comes_out_the_same_after_everything_has_changed(store: Store) -> None:
    built(store)
    before = replay(store, "ouest", TODAY)
    with store.writing() as session:
        editions.save(session, an_edition(locale="en", countries=("TG",)), now=CLOSES)
        articles.forget(session, CLOSES, limit=3)
    execute(store, "UPDATE article SET title = 'Autre chose', published_at = :at", at=CLOSES)
    execute(store, "UPDATE source SET weight = 0, owner = 'other'")
    rename_category(store, "society", fr="Vie", en="Life")

    assert replay(store, "ouest", TODAY) == before


@pytest.mark.parametrize("seed", ["1", "2"])
def test_issue_comes_out_the_same_in_another_process(store: Store, seed: str) -> None:
    built(store)

    again = subprocess.run(
        [sys.executable, "-c", REPLAY, store.address, TODAY.isoformat()],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )

    assert again.stdout == f"{replay(store, 'ouest', TODAY).in_words}\n"
    assert again.stdout.startswith("identical: ")


def test_issue_that_was_changed_later_is_compared_with_what_was_built(store: Store) -> None:
    built(store)
    with store.writing() as session:
        issue = issues.find(session, "ouest", TODAY)
        issues.save(session, issue.rebuild(Content(None, ()), at=CLOSES, minimum=0))

    assert replay(store, "ouest", TODAY).is_identical


def test_replay_names_what_differs_story_by_story(store: Store) -> None:
    content = built(store)
    assert content.lead
    with store.writing() as session:
        issue = issues.find(session, "ouest", TODAY)
        kept = snapshots.of_issue(session, issue.id)
        assert kept
        packed = snapshots.pack(kept.inputs.material)
        doctored = Content(None, content.sections, names=content.names)
        snapshots.keep(session, issue.id, packed, kept.inputs, doctored, version="0.0.9", now=CLOSES)

    again = replay(store, "ouest", TODAY)

    title, points = content.lead.story.lead.title, content.lead.score.points
    assert not again.is_identical
    assert again.changes == (Change(content.lead.story.id, title, None, Place(None, 1), None, points),)
    assert again.in_words.splitlines()[0] == "differs (made by method 1 of version 0.0.9; this is method 1)"
    assert again.in_words.splitlines()[3] == f"  {title}: not in the issue → Lead 1 ({points / 10_000:.4f})"


def test_replay_of_an_issue_without_inputs_says_so(store: Store) -> None:
    built(store)
    with store.writing() as session:
        assert snapshots.forget(session, CLOSES + timedelta(days=1)) == 1

    with pytest.raises(NotFound, match="inputs of ouest/2026-03-06 are not kept any more: they were pruned"):
        replay(store, "ouest", TODAY)


def test_replay_of_no_issue_says_how_to_make_one(store: Store) -> None:
    built(store)

    with pytest.raises(NotFound, match="no issue of 2026-03-07"):
        replay(store, "ouest", TOMORROW)


def test_inputs_of_another_version_that_cannot_be_read_are_named(store: Store) -> None:
    built(store)
    execute(store, "UPDATE issue_input SET payload = :bytes, version = '9.0'", bytes=b"not ours")

    with pytest.raises(Conflict, match=r"written by version 9\.0 and cannot be read by this one"):
        replay(store, "ouest", TODAY)


def test_memory_of_an_issue_is_part_of_its_inputs(store: Store) -> None:
    built(store)
    edition = an_edition(cadence=an_edition().cadence)
    build(store, make_press, edition.key, TOMORROW, now=CLOSES + timedelta(days=1))
    execute(store, "UPDATE issue SET state = 'withheld' WHERE number = 1")

    assert replay(store, "ouest", TOMORROW).is_identical
    with store.reading() as session:
        kept = snapshots.of_issue(session, issues.find(session, "ouest", TOMORROW).id)
        assert kept
        assert len(kept.inputs.memory.shown) == 4
        assert kept.inputs.names == categories.names(session)


def test_engagement_is_part_of_the_material_of_an_issue(store: Store) -> None:
    an_edition_with_articles(store, an_edition(weights=Weights(engagement=0.2)))
    with store.writing() as session:
        engagement.replace_all(session, [Cell("society", "NE", "echo", 1000, 90)])
    issue = build(store, make_press, "ouest", TODAY, now=CLOSES).issue
    with store.writing() as session:
        engagement.replace_all(session, [])

    factors = {f.name: f for p in issue.content.placements for f in p.score.factors}
    assert factors["engagement"].measured == (900, 1000)
    assert replay(store, "ouest", TODAY).is_identical

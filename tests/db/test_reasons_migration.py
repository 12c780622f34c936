"""Issues that an earlier version built: their reasons are still there after the migration, word by word."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import TypeAdapter
from sqlalchemy import text

from digest.core.issue import Issue
from digest.core.story import VERBATIM, Exclusion, Factor, LeftOut, Story
from digest.db import editions, issues, migrate
from digest.db.store import Store
from tests import databases
from tests.builders import NOON, TODAY, a_cadence, a_story, an_edition

BEFORE = "0010"
ISSUES = 205
"""More than two parts of the migration."""


@pytest.fixture
def older_store(empty_url: str) -> Iterator[Store]:
    with databases.opened(empty_url) as store:
        databases.upgrade_to(store, BEFORE)
        yield store


def old_story(title: str, *, id: int) -> Any:
    return TypeAdapter(Story).dump_python(a_story(title, id=id), mode="json")


def old_factor(name: str, value: float, weight: float, detail: str) -> dict[str, Any]:
    return {"name": name, "value": value, "weight": weight, "detail": detail}


def old_left_out(reason: str, detail: str, *, id: int, score: Any = None) -> dict[str, Any]:
    return {"story": old_story("Port", id=id), "score": score, "reason": reason, "detail": detail}


SCORE = {"factors": [old_factor("breadth", 0.5405, 0.4, "3 voices"), old_factor("picture", 0, 0.06, "no picture")]}
OLD = {
    "lead": {"slot": "lead", "story": old_story("Crue", id=1), "score": SCORE},
    "sections": [
        {"title": "Bénin", "placements": [{"slot": "brief", "story": old_story("Vote", id=2), "score": SCORE}]}
    ],
    "left_out": [
        old_left_out("section full", "section Bénin is full: 0.03 below its last story", id=3, score=SCORE),
        old_left_out("outside the window", "published 2026-03-01 10:00 UTC", id=4),
        *(old_left_out("shown", "shown in an earlier issue", id=number) for number in range(5, 60)),
    ],
    "names": {"renamed": []},
}


def keep_old_issues(store: Store) -> None:
    row = {
        "state": "sent",
        "window_start": a_cadence().window(TODAY).start,
        "window_end": a_cadence().window(TODAY).end,
        "due_at": a_cadence().due_at(TODAY),
        "content": json.dumps(OLD),
        "built_at": NOON,
        "version": 1,
    }
    columns = ("edition_id", "date", "number", *row)
    insert = f"INSERT INTO issue ({', '.join(columns)}) VALUES ({', '.join(f':{name}' for name in columns)})"
    with store.writing() as session:
        edition_id = editions.save(session, an_edition(), now=NOON)
        for number in range(1, ISSUES + 1):
            day = TODAY.replace(year=2000 + number)
            session.execute(text(insert), {"edition_id": edition_id, "date": day, "number": number, **row})


def issue_of(store: Store, year: int) -> Issue:
    with store.reading() as session:
        return issues.find(session, "ouest", TODAY.replace(year=year))


def test_migration_keeps_what_old_issues_say(older_store: Store) -> None:
    keep_old_issues(older_store)

    migrate.upgrade(older_store)

    content = issue_of(older_store, 2001).content
    assert content.lead
    assert [placement.story.lead.title for placement in content.placements] == ["Crue", "Vote"]
    assert content.lead.score.factors == (
        Factor("breadth", 0.5405, 0.4, (VERBATIM, "3 voices")),
        Factor("picture", 0.0, 0.06, (VERBATIM, "no picture")),
    )
    assert (len(content.reserve), content.left_out) == (40, 57)
    sentence = "section Bénin is full: 0.03 below its last story"
    assert content.reserve[0] == LeftOut(a_story("Port", id=3), 2162, Exclusion.SECTION_FULL, (VERBATIM, sentence))
    assert content.reserve[1].because == (VERBATIM, "shown in an earlier issue")


def test_migration_reaches_every_issue(older_store: Store) -> None:
    keep_old_issues(older_store)

    migrate.upgrade(older_store)

    last = issue_of(older_store, 2000 + ISSUES).content
    assert last == issue_of(older_store, 2001).content

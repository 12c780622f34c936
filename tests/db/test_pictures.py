"""Pictures: kept once, for an issue that is still as it was when they were asked for."""

from datetime import timedelta

from digest.core.picture import Copies, PictureFile, address_key
from digest.db import issues, pictures
from digest.db.pictures import Kept, KeptCopies, Outcome
from digest.db.store import Store
from tests.builders import NOON, a_content
from tests.db.given import an_edition_in, an_issue_in

HERO, THUMB = PictureFile(b"large", "jpg", 1200, 675), PictureFile(b"small", "png", 288, 280)
COPIES = Copies(HERO, THUMB)
KEPT = KeptCopies(Kept(HERO.name, 1200, 675), Kept(THUMB.name, 288, 280), NOON)
FLOOD, FAIR = "https://echo.example/flood.jpg", "https://echo.example/fair.jpg?" + "x" * 9_000


def an_issue_id(store: Store, key: str = "ouest") -> int:
    return an_issue_in(store, an_edition_in(store, key)).id


def keep(store: Store, issue_id: int, outcomes: dict[str, Outcome], *, later: timedelta = timedelta()) -> bool:
    with store.writing() as session:
        return pictures.keep(session, issues.by_id(session, issue_id), outcomes, now=NOON + later)


def test_keep_gives_an_issue_its_pictures(store: Store) -> None:
    issue_id = an_issue_id(store)

    assert keep(store, issue_id, {FLOOD: COPIES, FAIR: "It is not there."})

    with store.reading() as session:
        found = pictures.of_issue(session, issue_id)
        bodies = [pictures.find(session, name) for name in (HERO.name, THUMB.name, "other.jpg")]
    assert found == {address_key(FLOOD): KEPT, address_key(FAIR): "It is not there."}
    assert bodies == [b"large", b"small", None]


def test_keep_replaces_what_the_issue_had(store: Store) -> None:
    issue_id = an_issue_id(store)
    keep(store, issue_id, {FLOOD: "It is not there.", FAIR: COPIES})

    keep(store, issue_id, {FLOOD: KEPT}, later=timedelta(hours=1))

    with store.reading() as session:
        assert pictures.of_issue(session, issue_id) == {address_key(FLOOD): KEPT}


def test_keep_leaves_an_issue_alone_that_has_changed_since(store: Store) -> None:
    issue_id = an_issue_id(store)
    with store.writing() as session:
        seen = issues.by_id(session, issue_id)
        issues.save(session, seen.rebuild(a_content(), at=NOON, minimum=1))
        kept = pictures.keep(session, seen, {FLOOD: COPIES}, now=NOON)

    with store.reading() as session:
        assert (kept, pictures.of_issue(session, issue_id)) == (False, {})


def test_lately_finds_what_other_issues_got(store: Store) -> None:
    keep(store, an_issue_id(store), {FLOOD: COPIES, FAIR: "It is not there."})

    with store.reading() as session:
        lately = pictures.lately(session, [FLOOD, FAIR], NOON - timedelta(hours=1))
        later = pictures.lately(session, [FLOOD, FAIR], NOON)
    assert (lately, later) == ({address_key(FLOOD): KEPT}, {})

"""What editors keep for the next issue stands in it, though its window does not hold it."""

from datetime import timedelta

from digest.core.edits import Hold, Restore
from digest.core.issue import Act, Hand
from digest.db.store import Store
from digest.desk.build import build
from digest.desk.undo import undo
from tests.builders import TODAY
from tests.circulation.given import make_press
from tests.desk.editing import CLOSES, an_issue_on_the_desk, do, ids, order

QUAY = "Un quai neuf au port d’Abidjan"
DAY = timedelta(days=1)


def test_story_that_is_held_stands_in_the_next_issue(sqlite_store: Store) -> None:
    story = ids(an_issue_on_the_desk(sqlite_store).content)[QUAY]
    held = do(sqlite_store, Hold(story), by="Koffi").issue.content
    assert QUAY not in ids(held)

    following = build(sqlite_store, make_press, "ouest", TODAY + DAY, now=CLOSES + DAY).issue

    assert order(following.content) == {"": [QUAY]}
    assert [p.hands for p in following.content.placements] == [(Hand(Act.BROUGHT_IN, "Koffi"),)]


def test_story_that_is_no_longer_held_does_not(sqlite_store: Store) -> None:
    stories = ids(an_issue_on_the_desk(sqlite_store).content)
    do(sqlite_store, Hold(stories[QUAY]))
    do(sqlite_store, Restore(stories[QUAY]))
    do(sqlite_store, Hold(stories["La grande récolte du mil à Dosso"]))
    undo(sqlite_store, "ouest", TODAY, editor="Awa", now=CLOSES)

    following = build(sqlite_store, make_press, "ouest", TODAY + DAY, now=CLOSES + DAY).issue

    assert following.content.placements == ()

"""Comparison: which stories differ between two contents, and how."""

from digest.core.comparison import Change, Place, compare
from digest.core.issue import Content, Section
from digest.core.story import Exclusion, LeftOut
from tests.builders import a_placement, a_story

CRUE, VOTE, PORT = a_story("Crue", id=1), a_story("Vote", id=2), a_story("Port", id=3)
BEFORE = Content(
    a_placement(CRUE, points=0.9),
    (Section("Bénin", (a_placement(VOTE, points=0.5),)),),
    (LeftOut(PORT, 4000, Exclusion.SECTION_FULL, ("Bénin", 1000)),),
    1,
)


def test_equal_contents_differ_in_nothing() -> None:
    assert compare(BEFORE, BEFORE) == ()


def test_story_that_enters_comes_with_the_score_that_it_had_in_the_reserve() -> None:
    after = Content(BEFORE.lead, (Section("Bénin", (a_placement(PORT, points=0.6),)),))

    assert compare(BEFORE, after) == (
        Change(3, "Port", None, Place("Bénin", 1), 4000, 6000),
        Change(2, "Vote", Place("Bénin", 1), None, 5000, None),
    )


def test_story_that_moves_is_one_change() -> None:
    after = Content(a_placement(VOTE, points=0.5), (Section("Bénin", (a_placement(CRUE, points=0.4),)),))

    vote, crue = compare(BEFORE, after)

    assert vote == Change(2, "Vote", Place("Bénin", 1), Place(None, 1), 5000, 5000)
    assert crue == Change(1, "Crue", Place(None, 1), Place("Bénin", 1), 9000, 4000)
    assert vote.is_move
    assert crue.is_move


def test_story_that_has_another_score_stays_where_it_is() -> None:
    after = Content(a_placement(CRUE, points=0.8), BEFORE.sections)

    (crue,) = compare(BEFORE, after)

    assert crue == Change(1, "Crue", Place(None, 1), Place(None, 1), 9000, 8000)
    assert not crue.is_move

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.errors import Conflict
from digest.core.issue import TRANSITIONS, Content, Issue, IssueState, fingerprint
from tests.builders import NOON, a_content, a_placement, an_issue

S = IssueState
CONTENT = Content(a_placement(points=0.8), ())

Move = Callable[[Issue], Issue]
MOVES: dict[str, tuple[Move, IssueState, set[IssueState]]] = {
    "approve": (lambda issue: issue.approve(by="awa", at=NOON, fingerprint="ab"), S.APPROVED, {S.READY, S.HELD}),
    "hold": (lambda issue: issue.hold(because="wait for Niamey"), S.HELD, {S.READY, S.APPROVED}),
    "rebuild": (
        lambda issue: issue.rebuild(CONTENT, at=NOON, minimum=1),
        S.READY,
        {S.DRAFT, S.READY, S.HELD, S.WITHHELD},
    ),
    "rebuild, too thin": (
        lambda issue: issue.rebuild(CONTENT, at=NOON, minimum=2),
        S.WITHHELD,
        {S.DRAFT, S.READY, S.HELD, S.WITHHELD},
    ),
    "expire": (lambda issue: issue.expire(), S.EXPIRED, {S.READY, S.WITHHELD, S.HELD, S.APPROVED, S.STOPPED}),
    "start": (lambda issue: issue.start(), S.SENDING, {S.APPROVED, S.SENT, S.STOPPED}),
    "reopen": (lambda issue: issue.reopen(), S.SENDING, {S.APPROVED, S.SENT, S.STOPPED}),
    "stop": (lambda issue: issue.stop(because="half of it bounces"), S.STOPPED, {S.SENDING}),
    "resume": (lambda issue: issue.resume(), S.SENDING, {S.APPROVED, S.SENT, S.STOPPED}),
    "finish": (lambda issue: issue.finish(), S.SENT, {S.SENDING}),
}


@pytest.mark.parametrize("state", IssueState)
@pytest.mark.parametrize("move", MOVES)
def test_issue_moves_where_it_may_and_refuses_elsewhere(move: str, state: IssueState) -> None:
    act, target, allowed = MOVES[move]
    issue = an_issue(state=state, version=4)

    if state in allowed:
        moved = act(issue)
        assert (moved.state, moved.version) == (target, 5)
    else:
        with pytest.raises(Conflict) as refused:
            act(issue)
        why = "already" if state is target else f"and cannot become {target}"
        assert str(refused.value) == f"The issue ouest/2026-03-06 is {state} {why}."


def test_moves_cover_every_transition() -> None:
    covered = {(state, target) for _, target, allowed in MOVES.values() for state in allowed}

    assert covered == {(state, target) for state, targets in TRANSITIONS.items() for target in targets}


def test_approve_remembers_who_and_what_and_hold_forgets() -> None:
    held = an_issue(state=S.HELD, held_because="wait for Niamey")

    approved = held.approve(by="awa", at=NOON, fingerprint="ab")
    again = approved.hold(because="one more look")

    assert approved == replace(
        held,
        state=S.APPROVED,
        version=2,
        approved_by="awa",
        approved_at=NOON,
        approved_hash="ab",
        held_because=None,
    )
    assert again == replace(held, state=S.HELD, version=3, held_because="one more look")


def test_rebuild_takes_the_new_content() -> None:
    rebuilt = an_issue().rebuild(CONTENT, at=NOON, minimum=1)

    assert (rebuilt.content, rebuilt.built_at) == (CONTENT, NOON)


def test_placements_are_the_lead_and_then_the_sections_in_order() -> None:
    content = a_content()

    assert [placement.story.id for placement in content.placements] == [1, 2, 3]
    assert [placement.story.id for placement in replace(content, lead=None).placements] == [2, 3]


def test_fingerprint_is_sha256_over_length_and_text() -> None:
    assert fingerprint("crue") == "cc178f9387e499dad5f7bc2f3df7995abd309fe12a7d55c8024052e9acc72573"


@given(
    one=st.lists(st.text(alphabet="ab\0", max_size=3), max_size=3),
    other=st.lists(st.text(alphabet="ab\0", max_size=3), max_size=3),
)
def test_fingerprint_tells_parts_apart(one: list[str], other: list[str]) -> None:
    assert (fingerprint(*one) == fingerprint(*other)) == (one == other)


def test_fingerprint_does_not_let_one_part_run_into_the_next() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc")


def test_stopped_issue_that_goes_on_still_says_why_it_was_stopped() -> None:
    resumed = an_issue(state=S.SENDING).stop(because="half of it bounces").resume()

    assert (resumed.state, resumed.stopped_because) == (S.SENDING, "half of it bounces")

"""The day’s issue: built from the window’s articles, numbered, withheld where it is thin."""

from datetime import timedelta

import pytest

from digest.core.edition import Approval, Edition, Limits
from digest.core.errors import Conflict, InvalidInput, NotFound
from digest.core.issue import IssueState
from digest.db import editions, intake, issues, sources
from digest.db.store import Store
from digest.desk.approval import AUTOMATIC, approve
from digest.desk.build import build
from tests.builders import TODAY, a_cadence, a_new_article, a_source, an_edition
from tests.circulation.given import make_press

CLOSES = a_cadence().closes_at(TODAY)
HOUR = timedelta(hours=1)
SOME = (
    ("Crue du fleuve à Malanville", "BJ"),
    ("Le marché de Bobo-Dioulasso rouvre", "BF"),
    ("Un quai neuf au port d’Abidjan", "CI"),
    ("La grande récolte du mil à Dosso", "NE"),
)


def an_edition_with_articles(store: Store, edition: Edition, titles: tuple[tuple[str, str], ...] = SOME) -> None:
    found = [
        a_new_article(title, url=f"https://echo.example/{n}", countries=(code,), published_at=CLOSES - 2 * HOUR)
        for n, (title, code) in enumerate(titles)
    ]
    with store.writing() as session:
        editions.save(session, edition, now=CLOSES - 9 * HOUR)
        intake.take_in(session, sources.save(session, a_source()), found, now=CLOSES - HOUR)


def test_issue_holds_the_articles_of_its_window(store: Store) -> None:
    an_edition_with_articles(store, an_edition())
    late = a_new_article("Trop tard pour ce matin", url="https://echo.example/late", published_at=CLOSES)
    with store.writing() as session:
        intake.take_in(session, sources.save(session, a_source()), [late], now=CLOSES)

    built = build(store, make_press, "ouest", TODAY, now=CLOSES)

    assert (built.issue.state, built.issue.number, built.candidates) == (IssueState.READY, 1, 4)
    titles = {placement.story.lead.title for placement in built.issue.content.placements}
    assert titles == {title for title, _ in SOME}
    with store.reading() as session:
        assert issues.find(session, "ouest", TODAY) == built.issue


def test_second_build_takes_in_what_has_come_since(store: Store) -> None:
    an_edition_with_articles(store, an_edition())
    first = build(store, make_press, "ouest", TODAY, now=CLOSES).issue
    more = a_new_article(
        "À Mopti, les pêcheurs espèrent la pluie",
        url="https://echo.example/mopti",
        countries=("ML",),
        published_at=CLOSES - HOUR,
    )
    with store.writing() as session:
        intake.take_in(session, sources.save(session, a_source()), [more], now=CLOSES)

    second = build(store, make_press, "ouest", TODAY, now=CLOSES).issue

    assert (second.id, second.number) == (first.id, first.number)
    assert len(second.content.placements) == len(first.content.placements) + 1


def test_same_articles_give_the_same_issue(store: Store) -> None:
    an_edition_with_articles(store, an_edition())

    first = build(store, make_press, "ouest", TODAY, now=CLOSES).issue
    second = build(store, make_press, "ouest", TODAY, now=CLOSES).issue

    assert second.content == first.content


def test_story_of_an_earlier_issue_is_not_shown_again(store: Store) -> None:
    an_edition_with_articles(store, an_edition(cadence=a_cadence(span=timedelta(days=3))))
    build(store, make_press, "ouest", TODAY, now=CLOSES)

    tomorrow = build(store, make_press, "ouest", TODAY + timedelta(days=1), now=CLOSES + 24 * HOUR).issue

    assert tomorrow.number == 2
    assert tomorrow.content.placements == ()
    assert {left_out.reason for left_out in tomorrow.content.reserve} == {"shown"}


def test_issue_that_is_too_thin_is_withheld(store: Store) -> None:
    an_edition_with_articles(store, an_edition(limits=Limits(minimum=5)))

    assert build(store, make_press, "ouest", TODAY, now=CLOSES).issue.state is IssueState.WITHHELD


def test_automatic_edition_approves_when_its_window_has_closed(store: Store) -> None:
    an_edition_with_articles(store, an_edition(approval=Approval.AUTOMATIC))

    early = build(store, make_press, "ouest", TODAY, now=CLOSES - HOUR).issue
    closed = build(store, make_press, "ouest", TODAY, now=CLOSES).issue

    assert early.state is IssueState.READY
    assert (closed.state, closed.approved_by) == (IssueState.APPROVED, AUTOMATIC)


def test_approved_issue_is_not_built_again(store: Store) -> None:
    an_edition_with_articles(store, an_edition())
    build(store, make_press, "ouest", TODAY, now=CLOSES)
    approved = approve(store, make_press, "ouest", TODAY, by="Awa", now=CLOSES)

    with pytest.raises(Conflict, match="ouest/2026-03-06 is approved and cannot become ready"):
        build(store, make_press, "ouest", TODAY, now=CLOSES)

    with store.reading() as session:
        assert issues.find(session, "ouest", TODAY) == approved


def test_day_without_an_issue_names_the_next_one(store: Store) -> None:
    an_edition_with_articles(store, an_edition(cadence=a_cadence(days=(0, 2))))

    with pytest.raises(InvalidInput, match="does not appear on 2026-03-06; the next day is 2026-03-09"):
        build(store, make_press, "ouest", TODAY, now=CLOSES)


def test_unknown_edition_is_named(store: Store) -> None:
    with pytest.raises(NotFound, match="There is no edition “ouest”"):
        build(store, make_press, "ouest", TODAY, now=CLOSES)

"""Phrases: how times, places, numbers and reasons are said in each language."""

from datetime import timedelta

import pytest

from digest.core.issue import IssueState
from digest.desk.approval import AUTOMATIC
from digest.web.phrases import Phrases
from tests.builders import NOON, TODAY, a_cadence, an_issue

FR, EN = Phrases("fr"), Phrases("en")
CADENCE = a_cadence()


def test_clock_names_the_city_in_the_language_of_the_reader() -> None:
    assert FR.clock(NOON, "Africa/Cairo") == "14:00 (Le Caire)"
    assert EN.clock(NOON, "Africa/Cairo") == "14:00 (Cairo)"


def test_day_and_distance_are_said_in_words() -> None:
    assert (FR.day(TODAY), EN.day(TODAY)) == ("vendredi 6 mars", "Friday 6 March")
    assert FR.distance(NOON - timedelta(hours=3), NOON) == "il y a 3 heures"
    assert EN.distance(NOON + timedelta(hours=2), NOON) == "in 2 hours"


def test_numbers_follow_the_language() -> None:
    assert (FR.points(9449), EN.points(9449)) == ("0,94", "0.94")
    assert (FR.subscribers(0), FR.subscribers(18204)) == ("0 abonné", "18\u202f204 abonnés")
    assert (EN.subscribers(1), EN.subscribers(18204)) == ("1 subscriber", "18,204 subscribers")


def test_note_says_who_approved_or_why_it_waits() -> None:
    by_awa = an_issue().approve(by="Awa", at=NOON, fingerprint="x")
    by_itself = an_issue().approve(by=AUTOMATIC, at=NOON, fingerprint="x")
    assert EN.note(an_issue(), CADENCE) == ""
    assert EN.note(by_awa, CADENCE) == "Approved by Awa at 13:00 (Porto-Novo)"
    assert FR.note(by_itself, CADENCE) == "Approuvé automatiquement à 13:00 (Porto-Novo)"
    assert FR.note(an_issue().hold(because="Démenti."), CADENCE) == "Démenti."


def test_closing_says_when_an_issue_is_built() -> None:
    assert EN.closing(NOON, "UTC", NOON) == "It is time to build this issue."
    assert EN.closing(NOON, "Africa/Porto-Novo", NOON - timedelta(hours=2)) == (
        "It will be built at 13:00 (Porto-Novo), in 2 hours."
    )


@pytest.mark.parametrize("state", IssueState)
def test_state_has_a_word_in_each_language(state: IssueState) -> None:
    assert FR.state(state).word != EN.state(state).word

"""Phrases: times, places, numbers and states as the reader of a page says them."""

from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_timedelta, get_timezone_location
from babel.numbers import format_decimal

from digest.core.cadence import Cadence
from digest.core.issue import Act, Hand, Issue
from digest.core.story import POINT
from digest.desk.approval import AUTOMATIC
from digest.desk.hands import ACTS
from digest.locale import words
from digest.locale.days import day_of
from digest.render.preflight.finding import Level


class Mark(NamedTuple):
    """A word with a colour."""

    word: str
    tone: str


class Phrases:
    """The phrases of one language."""

    def __init__(self, language: str) -> None:
        self._language = language
        catalogue = words(language)
        self.say = catalogue.gettext
        self._count = catalogue.ngettext

    @property
    def not_built(self) -> Mark:
        """The state of an issue that does not exist yet."""
        return Mark(self.say("Not built yet"), "idle")

    def state(self, state: str) -> Mark:
        """What the state of an issue is called, and its colour; the colour never comes alone."""
        word, tone = _STATES[state]
        return Mark(self.say(word), tone)

    def level(self, level: Level) -> Mark:
        """How bad a finding of preflight is, and its colour."""
        if level is Level.ERROR:
            return Mark(self.say("Keeps it from being sent"), "bad")
        return Mark(self.say("Worth a look"), "warn")

    def day(self, day: date) -> str:
        """As in “Friday 6 March”, “vendredi 6 mars”."""
        return format_date(day, "EEEE d MMMM", locale=self._language)

    def badge(self, hand: Hand) -> str:
        """What an editor did with a story, in few words, as in “Pinned by Awa”."""
        return self.say(_BADGES.get(hand.act, ACTS[hand.act])) % {"editor": hand.by}

    def follows(self, day: date) -> str:
        """As in “Follows our issue of 5 March”."""
        return self.say("Follows our issue of %(day)s") % {"day": day_of(day, self._language)}

    def clock(self, moment: datetime, zone: str) -> str:
        """As in “06:30 (Porto-Novo)”: never a time without the place whose time it is."""
        place = ZoneInfo(zone)
        city = get_timezone_location(place, locale=self._language, return_city=True)
        return f"{moment.astimezone(place):%H:%M} ({city})"

    def distance(self, moment: datetime, now: datetime) -> str:
        """As in “in 2 hours”, “il y a 3 heures”."""
        return format_timedelta(moment - now, add_direction=True, locale=self._language)

    def points(self, points: int) -> str:
        """As in “0.94”: a score of POINT is 1."""
        return self._decimal(points / POINT, "0.00")

    def stories(self, count: int) -> str:
        """As in “9 stories”."""
        return self._count("%(count)s story", "%(count)s stories", count) % {"count": self.number(count)}

    def subscribers(self, count: int) -> str:
        """As in “18,204 subscribers”."""
        return self._count("%(count)s subscriber", "%(count)s subscribers", count) % {"count": self.number(count)}

    def note(self, issue: Issue, cadence: Cadence) -> str:
        """Who approved the issue, or why it is held; empty if neither."""
        if issue.held_because:
            return issue.held_because
        if issue.approved_by is None or issue.approved_at is None:
            return ""
        time = self.clock(issue.approved_at, cadence.zone)
        if issue.approved_by == AUTOMATIC:
            return self.say("Approved automatically at %(time)s") % {"time": time}
        return self.say("Approved by %(name)s at %(time)s") % {"name": issue.approved_by, "time": time}

    def closing(self, moment: datetime, zone: str, now: datetime) -> str:
        """When an issue that is not there yet will be built."""
        if moment <= now:
            return self.say("It is time to build this issue.")
        return self.say("It will be built at %(time)s, %(distance)s.") % {
            "time": self.clock(moment, zone),
            "distance": self.distance(moment, now),
        }

    def decimal(self, number: float) -> str:
        """As in “3.4”, “3,4”."""
        return self._decimal(number, "#,##0.0")

    def number(self, count: int) -> str:
        """As in “18,204”."""
        return format_decimal(count, locale=self._language)

    def _decimal(self, number: float, pattern: str) -> str:
        return format_decimal(number, format=pattern, locale=self._language)


_STATES = {
    "draft": ("Draft", "warn"),
    "ready": ("To approve", "warn"),
    "approved": ("Approved", "good"),
    "sending": ("Being sent", "busy"),
    "stopped": ("Stopped", "bad"),
    "sent": ("Sent", "good"),
    "held": ("On hold", "bad"),
    "withheld": ("Too thin to send", "bad"),
    "expired": ("Too late to send", "bad"),
}
_BADGES = {Act.TITLE: "Headline rewritten"}
"""Where few words are better than those of an explanation."""

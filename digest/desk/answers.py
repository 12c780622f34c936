"""Answers as text for a terminal: where a board comes from, all about one story, what a change would change."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_timezone_location

from digest.core.comparison import Change, Place
from digest.desk.account import Account
from digest.desk.case import Case
from digest.desk.explain import Refused
from digest.desk.inquiry import Absence, Inquiry, Told
from digest.locale import words


class Answers:
    """Writes in one language about one edition, in lines of at most `width` columns; times are the edition's."""

    def __init__(self, language: str, width: int, *, zone: str) -> None:
        self._language = language
        self._zone = zone
        self._account = Account(language, width)
        self._say = words(language).gettext
        self._count = words(language).ngettext

    def heading(self, case: Case) -> str:
        """Which issue it is, what its window held, and whether it was built."""
        window, content = case.inputs.material.window, case.content
        city = get_timezone_location(ZoneInfo(self._zone), locale=self._language, return_city=True)
        span = {"start": self._moment(window.start), "end": self._moment(window.end), "city": city}
        held = {"stories": self._stories(len(content.placements)), "articles": self._articles(case)} | span
        return "\n".join(
            [
                *self._paragraph(f"{case.edition.name} · {self._day(case.date)}"),
                *self._paragraph(
                    self._say("%(stories)s from %(articles)s, %(start)s to %(end)s (%(city)s)") % held
                ),
                *self._paragraph(self._origin(case)),
            ]
        )

    def story(self, about: Inquiry | Absence) -> str:
        """All about one story, or why there is none."""
        return self._inquiry(about) if isinstance(about, Inquiry) else self._absence(about)

    def _inquiry(self, inquiry: Inquiry) -> str:
        lines = [
            *self._paragraph(inquiry.title),
            *self._indented(" · ".join([", ".join(inquiry.countries), inquiry.category])),
            *self._part(self._say("Articles"), self._told(inquiry)),
            *self._part(self._say("Place"), self._place_of(inquiry)),
        ]
        if inquiry.reasons:
            sums = (*self._account.paragraph(inquiry.because), *self._account.sum(inquiry.reasons))
            lines += self._part(self._say("Score"), sums)
        return "\n".join(lines)

    def _absence(self, absence: Absence) -> str:
        values = {
            "published": self._moment(absence.published_at),
            "at": self._moment(absence.at) if absence.at else "",
            "countries": ", ".join(absence.countries),
        }
        why = self._say(_ABSENCES[absence.reason]) % values
        return "\n".join([*self._paragraph(absence.title), *self._indented(f"{absence.source} · {why}")])

    def changes(self, settings: Sequence[str], changes: Sequence[Change], reserve: Sequence[Refused]) -> str:
        """What would be different; `reserve` tells why stories would leave."""
        lines = self._paragraph(self._say("What if %(settings)s") % {"settings": ", ".join(settings)})
        if not changes:
            return "\n".join([*lines, *self._indented(self._say("Nothing would change."))])
        kinds = {
            self._say("Enters"): [c for c in changes if c.before is None],
            self._say("Leaves"): [c for c in changes if c.after is None],
            self._say("Moves"): [c for c in changes if c.is_move],
            self._say("Stays where it is"): [c for c in changes if c.before and c.before == c.after],
        }
        for title, found in kinds.items():
            lines += self._part(title, self._changed(found, reserve)) if found else []
        return "\n".join(lines)

    def _origin(self, case: Case) -> str:
        if case.built_at:
            built = self._say("As it was built, %(at)s") % {"at": self._moment(case.built_at)}
            gone = self._say(
                "what it was made from is not kept: the rest is answered from the database as it is now"
            )
            return built if case.is_kept else f"{built}; {gone}"
        return self._say("Not built yet: as it would be built now; nothing is stored")

    def _told(self, inquiry: Inquiry) -> Iterator[str]:
        for article in inquiry.articles:
            yield from self._account.paragraph(
                self._article(article), first=" →  " if article.tells else "", margin=4
            )
        if inquiry.advantage:
            yield from self._indented(self._say(_ADVANTAGES[inquiry.advantage]))

    def _article(self, article: Told) -> str:
        return f"{article.id} · {self._moment(article.published_at)} · {article.source} · {article.title}"

    def _place_of(self, inquiry: Inquiry) -> Iterator[str]:
        if placed := inquiry.placed:
            yield from self._indented(self._where(Place(placed.section, placed.number)))
            yield from self._account.claim(placed)
        if refused := inquiry.refused:
            yield from self._indented(self._account.why(refused))
            if inquiry.missing is None:
                yield from self._indented(self._say("No score would bring it in."))
            else:
                gap = {"gap": self._account.score(inquiry.missing)}
                yield from self._indented(self._say("With %(gap)s more it would be in.") % gap)

    def _changed(self, changes: Iterable[Change], reserve: Sequence[Refused]) -> Iterator[str]:
        refused = {each.id: each for each in reserve}
        for change in changes:
            yield from self._indented(change.title)
            before, after = self._where(change.before), self._where(change.after)
            points = self._account.score(change.points_before), self._account.score(change.points_after)
            places = before if before == after else f"{before} → {after}"
            scores = points[0] if points[0] == points[1] else f"{points[0]} → {points[1]}"
            yield from self._account.paragraph(f"{places} · {scores}", margin=6)
            if change.after is None and (left := refused.get(change.story)):
                yield from self._account.paragraph(self._account.why(left), margin=6)

    def _where(self, place: Place | None) -> str:
        if place is None:
            return self._say("not in the issue")
        return f"{place.section}, {place.number}" if place.section else self._say("Lead")

    def _part(self, title: str, lines: Iterable[str]) -> list[str]:
        return ["", title, *lines]

    def _paragraph(self, text: str) -> list[str]:
        return self._account.paragraph(text, margin=0)

    def _indented(self, text: str) -> list[str]:
        return self._account.paragraph(text)

    def _stories(self, count: int) -> str:
        return self._count("%(count)s story chosen", "%(count)s stories chosen", count) % {"count": count}

    def _articles(self, case: Case) -> str:
        count = len(case.inputs.material.articles)
        return self._count("%(count)s article", "%(count)s articles", count) % {"count": count}

    def _day(self, day: date) -> str:
        return format_date(day, "EEEE d MMMM y", locale=self._language)

    def _moment(self, moment: datetime) -> str:
        return format_datetime(moment, "d MMM HH:mm", tzinfo=ZoneInfo(self._zone), locale=self._language)


_ABSENCES = {
    "too old": "too old: published %(published)s; the window begins %(at)s",
    "too new": "too new: published %(published)s; the window ends %(at)s",
    "came later": "not known yet when the issue was built: it came %(at)s",
    "country": "about no country of the edition: %(countries)s",
    "changed": "not in what the issue was made from: it was changed since, or no edition took its countries",
}
_ADVANTAGES = {
    "allowed": "It tells the story: the others are not for this edition, or readers know them already.",
    "language": "It tells the story: it is in the language of the edition.",
    "lead": "It tells the story: the next one has nothing but a headline.",
    "link": "It tells the story: the next one has no address to read it at.",
    "original": "It tells the story: the next one is a copy.",
    "whole": "It tells the story: the next one is not a whole text.",
    "trust": "It tells the story: its source is trusted more than the next one.",
    "picture": "It tells the story: the next one has no picture.",
    "headline": "It tells the story: its headline is a sentence.",
    "newest": "It tells the story: it is newer than the next one.",
    "first": "It tells the story: it was there before the next one.",
}

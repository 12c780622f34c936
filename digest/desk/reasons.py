"""Reasons in words: what speaks for a story and why another one is not in the issue, in the editor's language.

A factor or an exclusion that is new needs a name here, and words for what it holds.
"""

from collections.abc import Callable
from datetime import date

from babel.lists import format_list
from babel.numbers import format_decimal

from digest.core.country import country_name
from digest.core.naming import OUR_NAMES, CategoryNames
from digest.core.story import POINT, VERBATIM, Exclusion, Factor, LeftOut, Measured
from digest.desk.crowding import Crowding
from digest.locale import words
from digest.locale.days import day_of

FACTORS = {
    "breadth": "Told by several",
    "recency": "Freshness",
    "source": "Trust in the source",
    "country": "Country",
    "category": "Category",
    "picture": "Picture",
    "completeness": "Something to read",
    "mark": "Editor’s mark",
    "shown": "Already shown",
    "engagement": "Interest of readers",
    "diversity": "Variety",
    "mix": "Mix",
}
"""What the factors of a score are called, as a message of the catalogue."""

EXCLUSIONS = {
    Exclusion.COUNTRY: "Country not in the edition",
    Exclusion.CATEGORY: "Category not in the edition",
    Exclusion.SHOWN: "Already shown",
    Exclusion.NO_SECTION: "No section takes it",
    Exclusion.SECTION_FULL: "Section full",
    Exclusion.SOURCE_FULL: "Enough from this source",
    Exclusion.ISSUE_FULL: "Issue full",
    Exclusion.QUOTA_REACHED: "Limit reached",
    Exclusion.TOO_ALIKE: "Too much like others",
    Exclusion.ABOVE_SHARE: "Above its share",
    Exclusion.DROPPED: "Taken out",
    Exclusion.HELD: "Kept for the next issue",
}
"""What the reasons for leaving a story out are called, as a message of the catalogue."""

_HOUR = 60
_TRUSTED = 0.6
"""From this weight on a source is said to be trusted."""
_MARKS = {"top": "marked top", "important": "marked important", "normal": "not marked", "low": "marked low"}
"""What the editors said of a story, as a message of the catalogue."""
_FINEST = POINT // 100
"""Two decimals show nothing of a distance below this."""


class Reasons:
    """The reasons of one language."""

    def __init__(self, language: str, names: CategoryNames = OUR_NAMES) -> None:
        self._language = language
        self._names = names
        self._words = words(language)
        self.crowding = Crowding(language, names)
        self._factors: dict[str, Callable[[Measured], str]] = {
            "breadth": self._breadth,
            "recency": self._recency,
            "source": lambda measured: str(measured[0]),
            "country": self._countries,
            "category": lambda measured: self._category(measured[0]),
            "picture": self._picture,
            "completeness": self._length,
            "mark": lambda measured: self._words.gettext(_MARKS[str(measured[0])]),
            "shown": self._update,
            "engagement": self._interest,
            "diversity": self.crowding.diversity,
            "mix": self.crowding.mix,
        }
        self._sentences: dict[str, Callable[[Factor], str]] = {
            "breadth": self._told_by,
            "recency": self._last_told,
            "source": self._trust,
            "country": self._about,
            "category": self._filed,
            "picture": lambda factor: self._picture(factor.measured),
            "completeness": lambda factor: self._length(factor.measured),
            "mark": self._marked,
            "shown": lambda factor: self._update(factor.measured),
            "engagement": lambda factor: self._interest(factor.measured),
            "diversity": lambda factor: self.crowding.diversity(factor.measured),
            "mix": lambda factor: self.crowding.mix(factor.measured),
        }
        self._exclusions: dict[Exclusion, Callable[[Measured], str]] = {
            Exclusion.COUNTRY: self._countries,
            Exclusion.CATEGORY: lambda because: self._category(because[0]),
            Exclusion.SHOWN: self._shown,
            Exclusion.NO_SECTION: self._no_section,
            Exclusion.SECTION_FULL: self._section_full,
            Exclusion.SOURCE_FULL: self._source_full,
            Exclusion.ISSUE_FULL: self._issue_full,
            Exclusion.QUOTA_REACHED: self.crowding.quota_reached,
            Exclusion.TOO_ALIKE: self.crowding.too_alike,
            Exclusion.ABOVE_SHARE: self.crowding.above_share,
            Exclusion.DROPPED: self._dropped,
            Exclusion.HELD: self._dropped,
        }

    def name(self, factor: Factor) -> str:
        """What a factor is called; one that is not known here stands for itself."""
        return self._words.gettext(FACTORS.get(factor.name, factor.name))

    def measured(self, factor: Factor) -> str:
        """What was measured for a factor, as in “5 voices”, “4 h before closing”."""
        return _sentence(factor.measured) or self._factors[factor.name](factor.measured)

    def tell(self, factor: Factor) -> str:
        """A factor as a part of a sentence, as in “told by 5 independent newsrooms”."""
        told = self._sentences.get(factor.name)
        if told is None or _sentence(factor.measured):
            return f"{self.name(factor)} ({self.measured(factor)})"
        return told(factor)

    def exclusion(self, reason: Exclusion) -> str:
        """In two or three words why a story is not in the issue."""
        return self._words.gettext(EXCLUSIONS[reason])

    def because(self, left_out: LeftOut) -> str:
        """Why a story is not in the issue, as in “0.03 below the last story of Bénin”."""
        return _sentence(left_out.because) or self._exclusions[left_out.reason](left_out.because)

    def points(self, points: int) -> str:
        """As in “0.94”: a score of POINT is 1. A small distance keeps four decimals."""
        pattern = "0.0000" if 0 < abs(points) < _FINEST else "0.00"
        return str(format_decimal(points / POINT, pattern, locale=self._language))

    def gain(self, points: int) -> str:
        """What a factor adds to a score, as in “+0.29”."""
        return str(format_decimal(points / POINT, "+0.00;−0.00", locale=self._language))

    def _breadth(self, measured: Measured) -> str:
        voices, wordings = (int(number) for number in measured)
        told = self._words.ngettext("%(count)s voice", "%(count)s voices", voices) % {"count": voices}
        more = self._words.ngettext("%(count)s more wording", "%(count)s more wordings", wordings)
        return f"{told}, {more % {'count': wordings}}" if wordings else told

    def _told_by(self, factor: Factor) -> str:
        voices = int(factor.measured[0])
        told = self._words.ngettext(
            "told by %(count)s newsroom", "told by %(count)s independent newsrooms", voices
        )
        return told % {"count": voices}

    def _recency(self, measured: Measured) -> str:
        return self._words.gettext("%(span)s before closing") % {"span": _span(measured)}

    def _last_told(self, factor: Factor) -> str:
        return self._words.gettext("last told %(span)s before closing") % {"span": _span(factor.measured)}

    def _trust(self, factor: Factor) -> str:
        trusted = self._words.gettext("carried by a trusted source, %(name)s")
        plain = self._words.gettext("carried by %(name)s")
        return (trusted if factor.value >= _TRUSTED else plain) % {"name": factor.measured[0]}

    def _about(self, factor: Factor) -> str:
        central = self._words.gettext("about a country that counts most, %(country)s")
        plain = self._words.gettext("about %(country)s")
        return (central if factor.value >= 1 else plain) % {"country": self._countries(factor.measured)}

    def _filed(self, factor: Factor) -> str:
        return self._words.gettext("in the category %(name)s") % {"name": self._category(factor.measured[0])}

    def _picture(self, measured: Measured) -> str:
        return self._words.gettext("with a picture") if measured[0] else self._words.gettext("no picture")

    def _length(self, measured: Measured) -> str:
        words, has_lead = (int(number) for number in measured)
        if words:
            return self._words.ngettext("%(count)s word long", "%(count)s words long", words) % {"count": words}
        return self._words.gettext("a summary only") if has_lead else self._words.gettext("a headline only")

    def _marked(self, factor: Factor) -> str:
        said = self._words.gettext(_MARKS[str(factor.measured[0])])
        return self._words.gettext("%(mark)s by the editors") % {"mark": said}

    def _update(self, measured: Measured) -> str:
        if not measured[0]:
            return self._words.gettext("not shown before")
        return self._words.gettext("an update of what stood in the issue of %(date)s") % {
            "date": self._day(measured[0])
        }

    def _interest(self, measured: Measured) -> str:
        clicks, delivered = (int(number) for number in measured)
        if not delivered:
            return self._words.gettext("too few deliveries of its kind to say anything")
        values = {"clicks": clicks, "delivered": delivered}
        return (
            self._words.gettext("%(clicks)s clicks in 10,000 deliveries, from %(delivered)s of its kind") % values
        )

    def _shown(self, because: Measured) -> str:
        return self._words.gettext("already in the issue of %(date)s") % {"date": self._day(because[0])}

    def _day(self, day: str | int) -> str:
        return day_of(date.fromisoformat(str(day)), self._language)

    def _no_section(self, because: Measured) -> str:
        category, *codes = because
        about = f"{self._countries(tuple(codes))} · {self._category(category)}"
        return self._words.gettext("no section takes %(about)s") % {"about": about}

    def _dropped(self, because: Measured) -> str:
        editor, *reason = because
        values = {"editor": editor, "reason": "".join(map(str, reason))}
        return self._words.gettext("by %(editor)s: %(reason)s" if reason else "by %(editor)s") % values

    def _section_full(self, because: Measured) -> str:
        section, gap = because
        values = {"section": section, "gap": self.points(int(gap))}
        if not gap:
            return self._words.gettext("the section %(section)s is full") % values
        return self._words.gettext("%(gap)s below the last story of %(section)s") % values

    def _source_full(self, because: Measured) -> str:
        name, share = because
        return self._words.gettext("%(name)s has its share already, %(share)s") % {"name": name, "share": share}

    def _issue_full(self, because: Measured) -> str:
        if not any(because[1:]):
            return self._words.gettext("the issue is full with %(count)s stories") % {"count": because[0]}
        gap = self.points(int(because[1]))
        return self._words.gettext("%(gap)s below the last story that a score brought in") % {"gap": gap}

    def _category(self, category: str | int) -> str:
        return self._names.of(str(category), self._language)

    def _countries(self, codes: Measured) -> str:
        return str(format_list([country_name(str(code), self._language) for code in codes], locale=self._language))


def _sentence(measured: Measured) -> str:
    """What an earlier version said, if it was one that kept sentences."""
    return str(measured[1]) if measured[:1] == (VERBATIM,) else ""


def _span(measured: Measured) -> str:
    minutes = int(measured[0])
    return f"{minutes / _HOUR:.0f}\u00a0h" if minutes >= _HOUR else f"{minutes}\u00a0min"

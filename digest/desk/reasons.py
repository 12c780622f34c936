"""Reasons in words: what speaks for a story and why another one is not in the issue, in the editor's language."""

from collections.abc import Callable

from babel.lists import format_list
from babel.numbers import format_decimal

from digest.core.country import country_name
from digest.core.naming import OUR_NAMES, CategoryNames
from digest.core.story import POINT, Exclusion, Factor, LeftOut, Measured
from digest.locale import words

_HOUR = 60


class Reasons:
    """The reasons of one language."""

    def __init__(self, language: str, names: CategoryNames = OUR_NAMES) -> None:
        self._language = language
        self._names = names
        self._words = words(language)
        self._factors: dict[str, Callable[[Measured], str]] = {
            "breadth": self._breadth,
            "recency": self._recency,
            "source": lambda measured: str(measured[0]),
            "country": self._countries,
            "category": lambda measured: self._category(measured[0]),
            "picture": lambda measured: (
                self._words.gettext("with a picture") if measured[0] else self._words.gettext("no picture")
            ),
        }
        self._exclusions: dict[Exclusion, Callable[[Measured], str]] = {
            Exclusion.COUNTRY: self._countries,
            Exclusion.CATEGORY: lambda because: self._category(because[0]),
            Exclusion.SHOWN: lambda because: (
                self._words.gettext("in the issue of %(date)s") % {"date": because[0]}
            ),
            Exclusion.NO_SECTION: self._no_section,
            Exclusion.SECTION_FULL: self._section_full,
            Exclusion.SOURCE_FULL: self._source_full,
            Exclusion.ISSUE_FULL: self._issue_full,
        }

    def measured(self, factor: Factor) -> str:
        """What was measured for a factor, as in “5 voices”, “4 h before closing”."""
        return self._factors[factor.name](factor.measured)

    def because(self, left_out: LeftOut) -> str:
        """Why a story is not in the issue, as in “0.03 below the last story of Bénin”."""
        return self._exclusions[left_out.reason](left_out.because)

    def points(self, points: int) -> str:
        """As in “0.94”: a score of POINT is 1."""
        return str(format_decimal(points / POINT, "0.00", locale=self._language))

    def _breadth(self, measured: Measured) -> str:
        voices, wordings = (int(number) for number in measured)
        told = self._words.ngettext("%(count)s voice", "%(count)s voices", voices) % {"count": voices}
        more = self._words.ngettext("%(count)s more wording", "%(count)s more wordings", wordings)
        return f"{told}, {more % {'count': wordings}}" if wordings else told

    def _recency(self, measured: Measured) -> str:
        minutes = int(measured[0])
        span = f"{minutes / _HOUR:.0f} h" if minutes >= _HOUR else f"{minutes} min"
        return self._words.gettext("%(span)s before closing") % {"span": span}

    def _picture(self, measured: Measured) -> str:
        return self._words.gettext("with a picture") if measured[0] else self._words.gettext("no picture")

    def _shown(self, because: Measured) -> str:
        return self._words.gettext("in the issue of %(date)s") % {"date": because[0]}

    def _no_section(self, because: Measured) -> str:
        category, *codes = because
        about = f"{self._countries(tuple(codes))} · {self._category(category)}"
        return self._words.gettext("no section takes %(about)s") % {"about": about}

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
        return self._words.gettext("the issue is full with %(count)s stories") % {"count": because[0]}

    def _category(self, category: str | int) -> str:
        return self._names.of(str(category), self._language)

    def _countries(self, codes: Measured) -> str:
        return str(format_list([country_name(str(code), self._language) for code in codes], locale=self._language))

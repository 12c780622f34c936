"""Wording: messages, names, dates and hours in the language of an edition."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from gettext import GNUTranslations

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_day_names, get_timezone_location
from babel.lists import format_list

from digest.core.cadence import EVERY_DAY, Cadence
from digest.core.errors import InvalidInput
from digest.core.naming import OUR_NAMES, CategoryNames
from digest.locale import MAIL_LANGUAGES, words
from digest.locale.days import day_of
from digest.render.typography import typeset


@dataclass(frozen=True, slots=True)
class Wording:
    """How an edition speaks."""

    language: str
    catalogue: GNUTranslations
    names: CategoryNames = OUR_NAMES

    def say(self, message: str, **values: object) -> str:
        """The message of the catalogue, with `values` for its %(names)s; `_` in templates."""
        return self.catalogue.gettext(message) % values

    def count(self, one: str, many: str, number: int) -> str:
        """The right one of two messages with %(count)s."""
        return self.catalogue.ngettext(one, many, number) % {"count": number}

    def typeset(self, text: str) -> str:
        """`text` of the edition itself, by the rules of its language."""
        return typeset(text, self.language)

    def category(self, category: str) -> str:
        """The category as readers know it."""
        return self.typeset(self.names.of(category, self.language))

    def follows(self, day: date) -> str:
        """ "Suite de notre édition du 5 mars"."""
        return self.say("Follows our issue of %(day)s", day=day_of(day, self.language))

    def date(self, day: date) -> str:
        """ "Vendredi 6 mars 2026"."""
        written = format_date(day, "full", locale=self.language)
        return written[:1].upper() + written[1:]

    def schedule(self, cadence: Cadence) -> str:
        """ "chaque jour à 6 h 30, heure de Porto-Novo"."""
        if set(cadence.days) == set(EVERY_DAY):
            days = self.say("every day")
        else:
            names = get_day_names("wide", locale=self.language)
            days = self.say("every %(days)s", days=self._list(names[day] for day in sorted(cadence.days)))
        return f"{days} {self.due(cadence)}"

    def due(self, cadence: Cadence) -> str:
        """ "à 6 h 30, heure de Porto-Novo"."""
        city = str(get_timezone_location(cadence.zone, locale=self.language, return_city=True))
        return self.say("at %(hour)s, %(city)s time", hour=self._hour(cadence.at), city=city)

    def _hour(self, at: time) -> str:
        if self.language == "fr":  # CLDR writes 06:30, newspapers do not
            return f"{at.hour}\u00a0h" + (f"\u00a0{at.minute:02}" if at.minute else "")
        return "\u00a0".join(format_time(at, "short", locale=self.language).split())

    def _list(self, names: Iterable[str]) -> str:
        return format_list([str(name) for name in names], locale=self.language)


def open_wording(locale: str, names: CategoryNames = OUR_NAMES) -> Wording:
    """The wording of an edition; InvalidInput for a language that the product does not speak."""
    language = locale.partition("_")[0]
    if language not in MAIL_LANGUAGES:
        raise InvalidInput(
            f"“{locale}” is not a language of the product; choose from {', '.join(MAIL_LANGUAGES)}."
        )
    return Wording(language, words(language), names)


def direction(language: str) -> str:
    """The direction in which `language` is written: "ltr", "rtl", or "auto" for an unknown one."""
    try:
        return str(Locale.parse(language, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "auto"

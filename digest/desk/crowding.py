"""Crowding in words: how stories take places from others like them, and which promises gave them places."""

from babel.numbers import format_decimal, format_percent

from digest.core.country import country_name
from digest.core.issue import Claim, Placement
from digest.core.naming import CategoryNames
from digest.core.quota import Axis, Unmet
from digest.core.story import POINT, Measured
from digest.locale import words


class Crowding:
    """The words of one language."""

    def __init__(self, language: str, names: CategoryNames) -> None:
        self._language = language
        self._names = names
        self._say = words(language).gettext

    def diversity(self, measured: Measured) -> str:
        """As in “similar stories placed already: Mali (2), Sport (1)”."""
        return self._say("similar stories placed already: %(kinds)s") % {"kinds": self._kinds(measured)}

    def mix(self, measured: Measured) -> str:
        """As in “Sport (4): more than the share aimed at, 20%”."""
        axis, value, share, count = measured
        values = {
            "name": self._name(axis, value) if value else self._say("everything else"),
            "share": format_percent(int(share) / 100, locale=self._language),
            "count": count,
        }
        return self._say("%(name)s (%(count)s): more than the share aimed at, %(share)s") % values

    def too_alike(self, because: Measured) -> str:
        """As in “loses 0.07 to similar stories: Mali (2)”."""
        values = {"loss": self._points(because[0]), "kinds": self._kinds(because[1:])}
        return self._say("loses %(loss)s to similar stories: %(kinds)s") % values

    def above_share(self, because: Measured) -> str:
        """As in “loses 0.05; Sport (4): more than the share aimed at, 20%”."""
        values = {"loss": self._points(because[0]), "mix": self.mix(because[1:])}
        return self._say("loses %(loss)s, %(mix)s") % values

    def quota_reached(self, because: Measured) -> str:
        """As in “no more than 3 allowed: Mali”."""
        axis, value, limit = because
        return self._say("no more than %(count)s allowed: %(name)s") % {
            "name": self._name(axis, value),
            "count": limit,
        }

    def claim(self, placement: Placement) -> str:
        """What gave a story its place, where it was not its score alone; else nothing."""
        because = placement.because
        match placement.claim:
            case Claim.QUOTA:
                values = {"name": self._name(*because[:2]), "count": because[2]}
                return self._say("minimum asked for: %(name)s (%(count)s)") % values
            case Claim.HOME:
                return self._say("the first story of %(section)s") % {"section": because[0]}
            case Claim.SPARE:
                return self._say("a place left free; %(name)s has had its share") % {"name": because[0]}
            case Claim.EDITOR:
                return self._say("brought in by an editor")
            case Claim.SCORE:
                return ""

    def unmet(self, unmet: Unmet) -> str:
        """As in “Too little of Mali: 1, the minimum is 2.”."""
        quota = unmet.quota
        values = {"name": self._name(quota.axis, quota.value), "count": unmet.placed, "minimum": quota.at_least}
        return self._say("Too little of %(name)s: %(count)s, the minimum is %(minimum)s.") % values

    def _kinds(self, measured: Measured) -> str:
        """The country, the category and the source that others have too, and how many."""
        country, of_country, category, of_category, source, of_source = measured
        named = (
            (self._name(Axis.COUNTRY, country), of_country),
            (self._name(Axis.CATEGORY, category), of_category),
            (source, of_source),
        )
        return ", ".join(f"{name} ({count})" for name, count in named if count)

    def _name(self, axis: str | int, value: str | int) -> str:
        match axis:
            case Axis.COUNTRY:
                return country_name(str(value), self._language)
            case Axis.CATEGORY:
                return self._names.of(str(value), self._language)
        return str(value)

    def _points(self, points: str | int) -> str:
        """With four decimals where two would show nothing."""
        pattern = "0.0000" if abs(int(points)) < POINT // 100 else "0.00"
        return str(format_decimal(int(points) / POINT, pattern, locale=self._language))

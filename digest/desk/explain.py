"""Why each story stands where it does, and why the others do not: as values, in the words of one language."""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.core.country import country_name
from digest.core.issue import Content, Placement
from digest.core.naming import CategoryNames
from digest.core.quota import Unmet
from digest.core.story import POINT, Factor, LeftOut
from digest.desk.hands import edits_of
from digest.desk.reasons import Reasons

HUNDREDTH = POINT // 100
"""What a score is printed in."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of a sum: `value` × `weight` = `points` / POINT."""

    factor: str
    name: str
    """What readers call the factor."""
    detail: str
    value: float
    weight: float
    points: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A story of the issue, its place, and the sum that brought it there."""

    id: int
    section: str | None
    """Title of its section; None for the lead of the issue."""
    number: int
    """Its place in its section, from 1."""
    slot: str
    title: str
    source: str
    also: tuple[str, ...]
    """Further sources that tell it."""
    countries: tuple[str, ...]
    category: str
    articles: int
    points: int
    because: str
    """The sum as a sentence."""
    reasons: tuple[Reason, ...]
    crowding: tuple[Reason, ...] = ()
    """What spoke against it beside its score when places were given."""
    claim: str = ""
    """What gave it its place, where that was not its score alone."""
    edits: tuple[str, ...] = ()
    """What editors did with it, as in “Pinned by Awa”: never a part of its score."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A story that could have been in the issue, and why it is not."""

    id: int
    title: str
    source: str
    points: int | None
    """None where it was refused before anything was compared."""
    reason: str
    name: str
    """What readers call the reason."""
    detail: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons behind a whole issue."""

    placed: tuple[Placed, ...]
    reserve: tuple[Refused, ...]
    """What came nearest to being in it, best first."""
    left_out: int
    """How many stories were left out in all."""
    unmet: tuple[str, ...] = ()
    """The promises of the edition that the day did not allow to keep."""


def explain(content: Content, *, language: str) -> Explanation:
    """The reasons behind `content`: its stories in reading order, then what was left out, best first."""
    telling = Telling(language, content.names)
    lead = [telling.placed(None, 1, content.lead)] if content.lead else []
    placed = [
        telling.placed(section.title, number, placement)
        for section in content.sections
        for number, placement in enumerate(section.placements, start=1)
    ]
    unmet = tuple(map(telling.unmet, content.unmet))
    return Explanation((*lead, *placed), tuple(map(telling.refused, content.reserve)), content.left_out, unmet)


class Telling:
    """Puts the values of an issue into the words of one language."""

    def __init__(self, language: str, names: CategoryNames) -> None:
        self._language = language
        self._names = names
        self._reasons = Reasons(language, names)

    def placed(self, section: str | None, number: int, placement: Placement) -> Placed:
        """A story of the issue, which has that place in the section of that title."""
        article = placement.story.lead
        others = dict.fromkeys(other.source.name for other in placement.story.also)
        return Placed(
            id=placement.story.id,
            section=section,
            number=number,
            slot=placement.slot.value,
            title=article.title,
            source=article.source.name,
            also=tuple(name for name in others if name != article.source.name),
            countries=tuple(country_name(code, self._language) for code in article.countries),
            category=self._names.of(article.category, self._language),
            articles=len(placement.story.articles),
            points=placement.score.points,
            because=self.because(placement.score.factors),
            reasons=self.reasons(placement.score.factors),
            crowding=self.reasons(placement.crowding),
            claim=self._reasons.crowding.claim(placement),
            edits=edits_of(placement, self._language),
        )

    def unmet(self, unmet: Unmet) -> str:
        """A promise that was not kept, as in “Too little of Mali: 1, the minimum is 2.”."""
        return self._reasons.crowding.unmet(unmet)

    def refused(self, left_out: LeftOut) -> Refused:
        """A story that is not in the issue."""
        article = left_out.story.lead
        return Refused(
            id=left_out.story.id,
            title=article.title,
            source=article.source.name,
            points=left_out.points,
            reason=left_out.reason.value,
            name=self._reasons.exclusion(left_out.reason),
            detail=self._reasons.because(left_out),
        )

    def reasons(self, factors: Sequence[Factor]) -> tuple[Reason, ...]:
        """A sum, line by line."""
        return tuple(
            Reason(
                factor.name,
                self._reasons.name(factor),
                self._reasons.measured(factor),
                factor.value,
                factor.weight,
                factor.points,
            )
            for factor in factors
        )

    def because(self, factors: Sequence[Factor]) -> str:
        """A sum as a sentence, what counts most first; its figures add up to the score as it is printed."""
        telling = sorted((f for f in factors if f.points), key=lambda factor: -abs(factor.points))
        shares = hundredths([factor.points for factor in telling])
        parts = [
            f"{self._reasons.tell(factor)} ({self._reasons.gain(share * HUNDREDTH)})"
            for factor, share in zip(telling, shares, strict=True)
        ]
        sentence = ", ".join(parts)
        return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def hundredths(points: Sequence[int]) -> list[int]:
    """Each of `points` in hundredths of POINT, rounded so that they add up to the sum, which is rounded too.

    What is lost by rounding down goes to those that lose most by it (largest remainders).
    """
    shares = [each // HUNDREDTH for each in points]
    missing = round(sum(points) / HUNDREDTH) - sum(shares)
    by_remainder = sorted(range(len(points)), key=lambda n: (-(points[n] % HUNDREDTH), n))
    for n in by_remainder[:missing]:
        shares[n] += 1
    return shares

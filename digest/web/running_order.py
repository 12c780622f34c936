"""The running order: the stories of an issue as the desk lists them, with the reasons for each place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.core.country import country_name
from digest.core.issue import Content, Placement
from digest.core.naming import CategoryNames
from digest.core.story import POINT, Factor, LeftOut
from digest.desk.explain import HUNDREDTH, hundredths
from digest.desk.reasons import Reasons
from digest.web.phrases import Phrases

_TONES = {
    "bad": ("security", "justice", "disaster"),
    "busy": ("politics", "economy", "labour", "science"),
    "good": ("society", "health", "environment", "education"),
}
_TONE_OF = {category: tone for tone, categories in _TONES.items() for category in categories}


@dataclass(frozen=True, slots=True)
class FactorView:
    """One reason for a score, as a bar and as text."""

    name: str
    width: int
    """Length of the bar in per cent: how much of this factor the story has."""
    gain: str
    """What it adds to the score; the figures of a story add up as they are printed."""
    measured: str
    """As in “5 voices”."""
    is_against: bool
    """Whether it speaks against the story."""


@dataclass(frozen=True, slots=True)
class StoryView:
    """One story of the running order."""

    id: int
    section: str
    place: int
    is_last: bool
    """Whether no other story of its section comes after it."""
    is_lead: bool
    is_chosen: bool
    """Whether the desk shows more of it."""
    badges: tuple[str, ...]
    """What editors did with it, in few words."""
    title: str
    link: str | None
    language: str
    category: str
    tone: str
    countries: str
    source: str
    age: str
    also: str
    """Further sources that tell it, separated by commas."""
    follows: str
    """Which issue it follows, of a story that has moved on since; else empty."""
    score: str
    width: int
    claim: str
    """What gave it its place, where that was not its score alone; else empty."""
    factors: tuple[FactorView, ...]
    crowding: tuple[FactorView, ...]
    """What spoke against it beside its score when places were given."""


@dataclass(frozen=True, slots=True)
class SectionView:
    """A titled part of the running order."""

    title: str
    stories: tuple[StoryView, ...]


@dataclass(frozen=True, slots=True)
class LeftOutView:
    """Something that could have been in the issue."""

    id: int
    title: str
    language: str
    source: str
    reason: str
    """In two or three words."""
    because: str
    """In full, as in “0.03 below the last story of Bénin”."""
    score: str
    """Empty for what was never ranked."""


class RunningOrder:
    """Turns the content of an issue into what the desk shows of it."""

    def __init__(
        self, phrases: Phrases, language: str, *, names: CategoryNames, now: datetime, chosen: int = 0
    ) -> None:
        self._chosen = chosen
        self._phrases = phrases
        self._language = language
        self._names = names
        self._now = now
        self._reasons = Reasons(language, names)

    def sections(self, content: Content) -> tuple[SectionView, ...]:
        """The lead under a title of its own, then the sections."""
        lead = (self._section(self._phrases.say("Lead"), [content.lead], is_lead=True),) if content.lead else ()
        return lead + tuple(self._section(section.title, section.placements) for section in content.sections)

    def unmet(self, content: Content) -> tuple[str, ...]:
        """The promises of the edition that the day did not allow to keep."""
        return tuple(map(self._reasons.crowding.unmet, content.unmet))

    def left_out(self, everything: Iterable[LeftOut]) -> tuple[LeftOutView, ...]:
        """What was left out, in the order of the ranking, and why."""
        return tuple(self._left_out(left_out) for left_out in everything)

    def _section(self, title: str, placements: Sequence[Placement], *, is_lead: bool = False) -> SectionView:
        last = len(placements)
        stories = (
            self._story(placement, title, place, is_last=place == last, is_lead=is_lead)
            for place, placement in enumerate(placements, start=1)
        )
        return SectionView(title, tuple(stories))

    def _story(self, placement: Placement, section: str, place: int, *, is_last: bool, is_lead: bool) -> StoryView:
        story, article = placement.story, placement.story.lead
        return StoryView(
            id=story.id,
            section=section,
            place=place,
            is_last=is_last,
            is_lead=is_lead,
            is_chosen=story.id == self._chosen,
            badges=tuple(self._phrases.badge(hand) for hand in placement.hands),
            title=article.title,
            link=article.link,
            language=article.language,
            category=self._names.of(article.category, self._language),
            tone=_TONE_OF.get(self._names.topic(article.category), "warn"),
            countries=", ".join(country_name(code, self._language) for code in article.countries),
            source=article.source.name,
            age=self._phrases.distance(article.published_at, self._now),
            also=", ".join(dict.fromkeys(other.source.name for other in story.also)),
            follows=self._phrases.follows(story.update_of) if story.update_of else "",
            score=self._phrases.points(placement.score.points),
            width=_per_cent(placement.score.points / POINT),
            claim=self._reasons.crowding.claim(placement),
            factors=self._factors(placement.score.factors),
            crowding=self._factors(placement.crowding),
        )

    def _factors(self, factors: Sequence[Factor]) -> tuple[FactorView, ...]:
        shares = hundredths([factor.points for factor in factors])
        return tuple(self._factor(factor, share) for factor, share in zip(factors, shares, strict=True))

    def _factor(self, factor: Factor, share: int) -> FactorView:
        return FactorView(
            name=self._reasons.name(factor),
            width=_per_cent(abs(factor.value)),
            gain=self._reasons.gain(share * HUNDREDTH),
            measured=self._reasons.measured(factor),
            is_against=factor.points < 0,
        )

    def _left_out(self, left_out: LeftOut) -> LeftOutView:
        article = left_out.story.lead
        return LeftOutView(
            id=left_out.story.id,
            title=article.title,
            language=article.language,
            source=article.source.name,
            reason=self._reasons.exclusion(left_out.reason),
            because=self._reasons.because(left_out),
            score="" if left_out.points is None else self._phrases.points(left_out.points),
        )


def _per_cent(share: float) -> int:
    return round(100 * min(max(share, 0.0), 1.0))

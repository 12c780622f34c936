"""Why each story stands where it does, and why the others do not: as values, and as text for a terminal."""

from collections.abc import Iterator
from dataclasses import dataclass

from digest.core.assemble import Board
from digest.core.country import country_name
from digest.core.issue import Placement
from digest.core.naming import CategoryNames
from digest.core.story import POINT, Factor, LeftOut
from digest.desk.reasons import Reasons

_WIDTH = 100
_DEEP = " " * 14


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of a sum: `value` × `weight` = `points` / POINT."""

    factor: str
    detail: str
    value: float
    weight: float
    points: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A story of the issue, its place, and the sum that brought it there."""

    section: str | None
    """Title of its section; None for the lead of the issue."""
    slot: str
    title: str
    source: str
    countries: tuple[str, ...]
    category: str
    articles: int
    points: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A story that could have been in the issue, and why it is not."""

    title: str
    source: str
    points: int | None
    """None where it was refused before anything was compared."""
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons behind a whole issue."""

    placed: tuple[Placed, ...]
    left_out: tuple[Refused, ...]


def explain(board: Board, *, language: str = "en") -> Explanation:
    """The reasons behind `board`: its stories in reading order, then what was left out, best first."""
    content = board.content
    telling = _Telling(language, content.names)
    lead = [telling.placed(None, content.lead)] if content.lead else []
    placed = [telling.placed(section.title, p) for section in content.sections for p in section.placements]
    return Explanation((*lead, *placed), tuple(map(telling.refused, board.left_out)))


class _Telling:
    """Puts values into the words of one language."""

    def __init__(self, language: str, names: CategoryNames) -> None:
        self._language = language
        self._names = names
        self._reasons = Reasons(language, names)

    def placed(self, section: str | None, placement: Placement) -> Placed:
        article = placement.story.lead
        return Placed(
            section=section,
            slot=placement.slot.value,
            title=article.title,
            source=article.source.name,
            countries=tuple(country_name(code, self._language) for code in article.countries),
            category=self._names.of(article.category, self._language),
            articles=len(placement.story.articles),
            points=placement.score.points,
            reasons=tuple(map(self._reason, placement.score.factors)),
        )

    def refused(self, left_out: LeftOut) -> Refused:
        article = left_out.story.lead
        detail = self._reasons.because(left_out)
        return Refused(article.title, article.source.name, left_out.points, left_out.reason.value, detail)

    def _reason(self, factor: Factor) -> Reason:
        return Reason(factor.name, self._reasons.measured(factor), factor.value, factor.weight, factor.points)


def format_explanation(explanation: Explanation) -> str:
    """`explanation` as text, at most 100 columns wide; numbers are scores, of which 1 is a good one."""
    lines = [*_placed_lines(explanation.placed), *_left_out_lines(explanation.left_out)]
    return "\n".join(_cut(line) for line in lines)


def _placed_lines(placed: tuple[Placed, ...]) -> Iterator[str]:
    if not placed:
        yield "No story found a place."
    sections = [story.section or "Lead" for story in placed]
    for number, (section, story) in enumerate(zip(sections, placed, strict=True), start=1):
        if number == 1 or section != sections[number - 2]:
            yield from ("", section) if number > 1 else (section,)
        yield f"{number:>4}  {_score(story.points)}  {story.title}"
        yield _DEEP + " · ".join(_facts(story))
        yield from (_DEEP + _sum(reason) for reason in story.reasons)


def _facts(story: Placed) -> Iterator[str]:
    yield story.slot
    yield story.source if story.articles == 1 else f"{story.source} and {story.articles - 1} more"
    yield ", ".join(story.countries)
    yield story.category


def _sum(reason: Reason) -> str:
    return (
        f"{reason.factor:<9} {reason.value:.4f} × {reason.weight:.2f} = {_score(reason.points)}  {reason.detail}"
    )


def _left_out_lines(left_out: tuple[Refused, ...]) -> Iterator[str]:
    if left_out:
        yield from ("", "Left out")
    for story in left_out:
        yield f"{'':>4}  {_score(story.points)}  {story.title}"
        yield f"{_DEEP}{story.source} · {story.reason}: {story.detail}"


def _score(points: int | None) -> str:
    return "     –" if points is None else f"{points / POINT:.4f}"


def _cut(line: str) -> str:
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"

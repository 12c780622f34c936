"""An explanation as text for a terminal: an editor's reasoning, and under it the sums."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from babel.numbers import format_decimal

from digest.core.story import POINT
from digest.desk.explain import Explanation, Placed, Reason, Refused
from digest.locale import words

_MARGIN = 4
_NARROWEST = 40


class Account:
    """Writes in one language, in lines of at most `width` columns."""

    def __init__(self, language: str, width: int) -> None:
        self._language = language
        self._width = max(width, _NARROWEST)
        self._say = words(language).gettext

    def whole(self, explanation: Explanation) -> str:
        """An issue: its stories under the titles of their sections, the promises not kept, then the reserve."""
        if not explanation.placed:
            lines = [self._say("No story found a place.")]
        else:
            lines = [line for story in explanation.placed for line in self._story(story)][1:]
        return "\n".join((*lines, *self._unmet(explanation), *self._reserve(explanation)))

    def sum(self, reasons: Sequence[Reason], crowding: Sequence[Reason] = ()) -> Iterator[str]:
        """One line for each factor, and the total: what is printed adds up exactly.

        Below it what was taken off when places were given, and what that left.
        """
        sums = [(reasons, reasons, self._say("Score"))]
        if crowding:
            sums.append((crowding, (*reasons, *crowding), self._say("When places were given")))
        every = (*reasons, *crowding)
        names = max(len(name) for name in (*(reason.name for reason in every), *(total for *_, total in sums)))
        weights = max((len(self._weight(reason.weight)) for reason in every), default=0)
        for terms, so_far, total in sums:
            for term in terms:
                product = f"{self._number(term.value):>7} × {self._weight(term.weight):<{weights}}"
                line = f"{term.name:<{names}}  {product} = {self.score(term.points):>7}  "
                yield from self._hanging(line, term.detail)
            yield f"{'':{_MARGIN}}{total:<{names}}  {'':{weights + 13}}{self.score(_total(so_far)):>7}"

    def score(self, points: int | None) -> str:
        """With four decimals, of which a score is a whole number; a dash where there is none."""
        return "–" if points is None else self._number(points / POINT)

    def short(self, points: int | None) -> str:
        """With two decimals."""
        return "–" if points is None else str(format_decimal(points / POINT, "0.00;−0.00", locale=self._language))

    def paragraph(self, text: str, *, first: str = "", margin: int = _MARGIN) -> list[str]:
        """`text` in lines, the first of which begins with `first`."""
        return wrap(
            text,
            self._width,
            initial_indent=first or " " * margin,
            subsequent_indent=" " * margin,
            break_on_hyphens=False,
        )

    def _story(self, story: Placed) -> Iterator[str]:
        yield ""
        if story.number == 1:
            yield story.section or self._say("Lead")
        yield from self.paragraph(f"{story.title} — {self.short(story.points)}", first=f"{story.number:>2}. ")
        yield from self.paragraph(" · ".join(self._facts(story)))
        yield from self.paragraph(story.because)
        yield from self.claim(story)
        for edit in story.edits:
            yield from self.paragraph(f"{edit}.")
        yield from self.sum(story.reasons, story.crowding)

    def claim(self, story: Placed) -> list[str]:
        """What gave a story its place, where that was not its score alone."""
        return self.paragraph(f"{story.claim[:1].upper()}{story.claim[1:]}.") if story.claim else []

    def _facts(self, story: Placed) -> Iterator[str]:
        yield story.source
        if story.also:
            yield self._say("also in %(sources)s") % {"sources": ", ".join(story.also)}
        yield ", ".join(story.countries)
        yield story.category

    def _unmet(self, explanation: Explanation) -> Iterator[str]:
        if explanation.unmet:
            yield from ("", self._say("Promises not kept"))
        for line in explanation.unmet:
            yield from self.paragraph(line, first=" –  ")

    def _reserve(self, explanation: Explanation) -> Iterator[str]:
        if explanation.left_out:
            yield from ("", self._say("Left out, and why"))
        for story in explanation.reserve:
            yield from self.refused(story)
        if more := explanation.left_out - len(explanation.reserve):
            yield from self.paragraph(self._say("and %(number)s more") % {"number": more})

    def refused(self, story: Refused) -> Iterator[str]:
        """A story that is not in the issue, and why."""
        score = "" if story.points is None else f" — {self.short(story.points)}"
        yield from self.paragraph(f"{story.title}{score}", first=" –  ")
        yield from self.paragraph(f"{story.source} · {self.why(story)}")

    def why(self, story: Refused) -> str:
        """As in “Section full: 0.03 below the last story of Bénin”."""
        return self._say("%(reason)s: %(detail)s") % {"reason": story.name, "detail": story.detail}

    def _hanging(self, line: str, detail: str) -> list[str]:
        """`detail` after `line`, or below it where there is no room for it."""
        margin = _MARGIN + len(line)
        if self._width - margin < len(detail) // 2:
            return [f"{'':{_MARGIN}}{line.rstrip()}", *self.paragraph(detail, margin=_MARGIN + 2)]
        return self.paragraph(detail, first=f"{'':{_MARGIN}}{line}", margin=margin)

    def _number(self, number: float) -> str:
        return str(format_decimal(number, "0.0000;−0.0000", locale=self._language))

    def _weight(self, weight: float) -> str:
        return str(format_decimal(weight, "0.00####", locale=self._language))


def _total(reasons: Sequence[Reason]) -> int:
    return sum(reason.points for reason in reasons)

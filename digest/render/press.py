"""Press: one issue, set once, from which any variant is joined."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

from jinja2 import Template, TemplateError

from digest.core.clean import shorten
from digest.core.country import country_name
from digest.core.edition import Edition
from digest.core.errors import InvalidInput, NotFound
from digest.core.issue import Issue
from digest.core.rendering import EVERYTHING, Piece, Rendering, Slot, Variant
from digest.core.subscriber import Format
from digest.render.choose import Chosen, Layout, choose
from digest.render.pieces import decode_pieces, join_pieces, weigh
from digest.render.preflight.weight import HEAVIEST
from digest.render.steps import Step, Values
from digest.render.views import StoryView, reading_minutes
from digest.render.wording import Wording

MakePress = Callable[[Issue, Edition], "Press"]

SAMPLE = {Slot.EMAIL: "reader@example.org", Slot.UNSUBSCRIBE_URL: "https://digest.example/u/sample"}
"""What stands in the slots of a preview."""

_ROOM_FOR_SLOTS = 600
_ESSENTIALS = 4
_SUBJECT_LENGTH, _PREHEADER_LENGTH = 78, 110


@dataclass(frozen=True, slots=True)
class Press:
    """An issue of which every story is set and encoded at most once."""

    wording: Wording
    constants: Values
    """What stays the same in every variant, by its name in the templates."""
    lead: StoryView | None
    sections: Layout
    subject: Template
    page_template: Template
    html: Step
    text: Step
    _subjects: dict[str, str] = field(default_factory=dict)

    def render(self, variant: Variant) -> Rendering:
        """The mail for everybody of `variant`.

        If it would be so heavy that Gmail cuts it, it leaves out the stories of the lowest score and says so.
        """
        chosen = choose(self.lead, self.sections, variant)
        if not chosen:
            return Rendering("", "", None if variant.choice.format is Format.TEXT else (), (), ())
        with _explained():
            rendering = self._assemble(chosen, variant)
            while weigh(rendering.html or ()) > HEAVIEST - _ROOM_FOR_SLOTS and len(chosen.stories) > 1:
                chosen = chosen.without_lowest()
                rendering = self._assemble(chosen, variant)
        return rendering

    def preview(self, variant: Variant) -> tuple[str, str]:
        """HTML and text exactly as they are sent, to a reader who does not exist."""
        rendering = self.render(variant)
        return decode_pieces(rendering.html or (), SAMPLE), decode_pieces(rendering.text, SAMPLE)

    def page(self) -> str:
        """The web version: everything, with nothing of a subscriber in it; NotFound for an empty issue."""
        chosen = choose(self.lead, self.sections, EVERYTHING)
        if not chosen:
            raise NotFound("This issue has no stories.")
        with _explained():
            return self.page_template.render(self.values(chosen, EVERYTHING) | {"personal": False})

    def values(self, chosen: Chosen, variant: Variant) -> Values:
        """Everything that a template may name, for `chosen`."""
        others = sorted(chosen.stories[1:], key=lambda story: -story.points)
        minutes = reading_minutes(sum(story.words for story in chosen.stories))
        return self.constants | {
            "subject": self._subject(chosen.lead),
            "preheader": self._preheader(chosen.lead, others),
            "intro": self._intro(chosen, minutes),
            "minutes": minutes,
            "essentials": _essentials(chosen.lead, others),
            "lead": (chosen.lead,),
            "sections": chosen.sections,
            "more": chosen.shortened,
            "countries": tuple(country_name(code, self.wording.language) for code in variant.choice.countries),
            "categories": tuple(map(self.wording.category, variant.choice.categories)),
        }

    def _assemble(self, chosen: Chosen, variant: Variant) -> Rendering:
        values = self.values(chosen, variant)
        return Rendering(
            subject=values["subject"],
            preheader=values["preheader"],
            html=None if variant.choice.format is Format.TEXT else _write(self.html, values),
            text=_write(self.text, values),
            stories=tuple(story.id for story in chosen.stories),
        )

    def _subject(self, lead: StoryView) -> str:
        headline = shorten(lead.title, _SUBJECT_LENGTH)
        if headline not in self._subjects:
            rendered = self.subject.render(self.constants | {"headline": headline})
            self._subjects[headline] = " ".join(rendered.split(None))
        return self._subjects[headline]

    def _preheader(self, lead: StoryView, others: list[StoryView]) -> str:
        if not others:
            return shorten(lead.summary, _PREHEADER_LENGTH)
        return f"{self.wording.say('Also:')} {' · '.join(story.teaser for story in others[:2])}"

    def _intro(self, chosen: Chosen, minutes: int) -> str:
        countries = len({story.country for story in chosen.stories})
        return _introduce(self.wording, len(chosen.stories), countries, minutes)


def _essentials(lead: StoryView, others: list[StoryView]) -> tuple[StoryView, ...]:
    """The best stories, one of each country first; none where they would be nearly all there is."""
    if len(others) < _ESSENTIALS:
        return ()
    best: dict[str, StoryView] = {lead.country: lead}
    for story in others:
        best.setdefault(story.country, story)
    rest = (story for story in others if story not in best.values())
    return (*best.values(), *rest)[:_ESSENTIALS]


@cache
def _introduce(wording: Wording, stories: int, countries: int, minutes: int) -> str:
    return wording.say(
        "Here is the news that matters: %(stories)s from %(countries)s, read in %(minutes)s min.",
        stories=wording.count("%(count)s story", "%(count)s stories", stories),
        countries=wording.count("%(count)s country", "%(count)s countries", countries),
        minutes=minutes,
    )


@contextmanager
def _explained() -> Iterator[None]:
    """What a template asks for in vain, in words for a person."""
    try:
        yield
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise InvalidInput(f"The mail template cannot be filled: {error}.") from error


def _write(step: Step, values: Values) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    step.write(dict(values), pieces)
    return join_pieces(pieces)

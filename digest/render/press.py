"""Press: one issue, set once, from which any variant is joined."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jinja2 import Template

from digest.core.clean import shorten
from digest.core.edition import Edition
from digest.core.errors import NotFound
from digest.core.issue import Issue
from digest.core.rendering import EVERYTHING, Piece, Rendering, Slot, Variant
from digest.core.subscriber import Choice, Format
from digest.render.choose import Chosen, Stock
from digest.render.environment import filling
from digest.render.kept import Kept
from digest.render.phrases import Phrases
from digest.render.pieces import decode_pieces
from digest.render.preflight.weight import HEAVIEST
from digest.render.steps import Step, Values
from digest.render.views import StoryView, reading_minutes
from digest.render.wording import Wording

MakePress = Callable[[Issue, Edition], "Press"]

SAMPLE = {Slot.EMAIL: "reader@example.org", Slot.UNSUBSCRIBE_URL: "https://digest.example/u/sample"}
"""What stands in the slots of a preview."""

HEAVIEST_LIGHT = 30_000
"""Bytes of a light mail as they are sent."""
_ROOM_FOR_SLOTS = 600
_ESSENTIALS = 4
_PREHEADER_LENGTH = 110


@dataclass(frozen=True, slots=True)
class Press:
    """An issue of which every story is set and encoded at most once."""

    wording: Wording
    constants: Values
    """What stays the same in every variant, by its name in the templates."""
    stock: Stock
    phrases: Phrases
    page_template: Template
    html: Kept[bool, Step]
    """By whether it is the light one."""
    text: Step

    def render(self, variant: Variant) -> Rendering:
        """The mail for everybody of `variant`.

        If it would be heavier than its format may be, which in full is what Gmail cuts, it leaves out the
        stories of the lowest score and says so.
        """
        heaviest = HEAVIEST_LIGHT if variant.choice.format is Format.LIGHT else HEAVIEST
        chosen = self.stock.choose(variant)
        if not chosen:
            return Rendering("", "", None if variant.choice.format is Format.TEXT else (), (), ())
        with filling():
            rendering = self._assemble(chosen, variant)
            # A slot counts for its name here, which is what there is room for.
            while sum(map(len, rendering.html or ())) > heaviest - _ROOM_FOR_SLOTS and chosen.others:
                chosen = chosen.without_lowest()
                rendering = self._assemble(chosen, variant)
        return rendering

    def preview(self, variant: Variant) -> tuple[str, str]:
        """HTML and text exactly as they are sent, to a reader who does not exist."""
        rendering = self.render(variant)
        return decode_pieces(rendering.html or (), SAMPLE), decode_pieces(rendering.text, SAMPLE)

    def page(self) -> str:
        """The web version: everything, with nothing of a subscriber in it; NotFound for an empty issue."""
        chosen = self.stock.choose(EVERYTHING)
        if not chosen:
            raise NotFound("This issue has no stories.")
        with filling():
            return self.page_template.render(self.values(chosen, EVERYTHING) | {"personal": False})

    def values(self, chosen: Chosen, variant: Variant) -> Values:
        """Everything that a template may name, for `chosen`."""
        light = {"light": variant.choice.format is Format.LIGHT}
        return self.constants | light | self._own_values(chosen, chosen.stories, variant.choice)

    def _assemble(self, chosen: Chosen, variant: Variant) -> Rendering:
        stories = chosen.stories
        values = self._own_values(chosen, stories, variant.choice)
        return Rendering(
            subject=values["subject"],
            preheader=values["preheader"],
            html=None
            if variant.choice.format is Format.TEXT
            else _write(self.html[variant.choice.format is Format.LIGHT], values),
            text=_write(self.text, values),
            stories=tuple([story.id for story in stories]),
        )

    def _own_values(self, chosen: Chosen, stories: Sequence[StoryView], choice: Choice) -> Values:
        """What differs between variants."""
        phrases = self.phrases
        minutes = reading_minutes(sum([story.words for story in stories]))
        countries = len({story.country for story in stories})
        also = phrases.also[tuple(chosen.others[:2])]
        return {
            "subject": phrases.subjects[chosen.lead],
            "preheader": also or shorten(chosen.lead.summary, _PREHEADER_LENGTH),
            "intro": phrases.intros[len(stories), countries, minutes],
            "minutes": minutes,
            "essentials": _essentials(chosen.lead, chosen.others),
            "lead": (chosen.lead,),
            "sections": chosen.sections,
            "more": chosen.shortened,
            "countries": phrases.countries[choice.countries],
            "categories": phrases.categories[choice.categories],
        }


def _essentials(lead: StoryView, others: Sequence[StoryView]) -> tuple[StoryView, ...]:
    """The best stories, one of each country first; none where they would be nearly all there is."""
    if len(others) < _ESSENTIALS:
        return ()
    best, countries, rest = [lead], {lead.country}, []
    for story in others:
        if story.country in countries:
            rest.append(story)
            continue
        countries.add(story.country)
        best.append(story)
        if len(best) == _ESSENTIALS:
            break
    return tuple((best + rest)[:_ESSENTIALS])


def _write(step: Step, values: Values) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    step.write(values, pieces)
    return tuple(pieces)

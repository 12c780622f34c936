"""Press: one issue, set once, from which any variant is joined."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

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
from digest.render.views import reading_minutes
from digest.render.wording import Wording

MakePress = Callable[[Issue, Edition], "Press"]

SAMPLE = {Slot.EMAIL: "reader@example.org", Slot.UNSUBSCRIBE_URL: "https://digest.example/u/sample"}
"""What stands in the slots of a preview."""

HEAVIEST_LIGHT = 30_000
"""Bytes of a light mail as they are sent."""
_ROOM_FOR_SLOTS = 600
_PREHEADER_LENGTH = 110


@dataclass(frozen=True, slots=True)
class Press:
    """An issue of which every story is set and encoded at most once."""

    wording: Wording
    constants: Values
    """What stays the same in every variant, by its name in the templates."""
    stock: Stock
    phrases: Phrases
    page_template: Callable[[], Template]
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
            while sum(map(len, rendering.html or ())) > heaviest - _ROOM_FOR_SLOTS and chosen.below:
                chosen = self.stock.without_lowest(chosen)
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
            return self.page_template().render(self.values(chosen, EVERYTHING) | {"personal": False})

    def values(self, chosen: Chosen, variant: Variant) -> Values:
        """Everything that a template may name, for `chosen`."""
        light = {"light": variant.choice.format is Format.LIGHT}
        return self.constants | light | self._own_values(chosen, variant.choice)

    def _assemble(self, chosen: Chosen, variant: Variant) -> Rendering:
        values, format = self._own_values(chosen, variant.choice), variant.choice.format
        return Rendering(
            subject=values["subject"],
            preheader=values["preheader"],
            html=None if format is Format.TEXT else _write(self.html[format is Format.LIGHT], values),
            text=_write(self.text, values),
            stories=tuple(chain((chosen.lead.id,), *[own.ids for own in chosen.sections])),
        )

    def _own_values(self, chosen: Chosen, choice: Choice) -> Values:
        """What differs between variants."""
        phrases, lead, sections = self.phrases, chosen.lead, chosen.sections
        words, countries = lead.words, self.stock.named[lead.country]
        for own in sections:
            words += own.words
            countries |= own.countries
        minutes = reading_minutes(words)
        also = phrases.also[self.stock.best(chosen)]
        return {
            "subject": phrases.subjects[lead],
            "preheader": phrases.beside_subject(lead) or also or shorten(lead.summary, _PREHEADER_LENGTH),
            "intro": phrases.intros[1 + chosen.below.bit_count(), countries.bit_count(), minutes],
            "minutes": minutes,
            "essentials": self.stock.essentials(chosen),
            "lead": (lead,),
            "sections": sections,
            "more": chosen.shortened,
            "countries": phrases.countries[choice.countries],
            "categories": phrases.categories[choice.categories],
        }


def _write(step: Step, values: Values) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    step.write(values, pieces)
    return tuple(pieces)

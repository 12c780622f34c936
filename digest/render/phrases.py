"""Phrases: texts of an issue that many of its variants share, each put together once."""

from jinja2 import Template

from digest.core.clean import shorten
from digest.core.country import country_name
from digest.core.issue import Content
from digest.render.kept import Kept
from digest.render.steps import Values
from digest.render.views import StoryView
from digest.render.wording import Wording

_SUBJECT_LENGTH = 78


class Phrases:
    """Texts of an issue that many variants share."""

    def __init__(self, wording: Wording, subject: Template, constants: Values, content: Content) -> None:
        self._wording, self._subject, self._constants = wording, subject, constants
        self._content = content
        self.subjects = Kept(self._write_subject)
        self.also = Kept(self._also)
        self.intros = Kept(self._introduce)
        self.countries = Kept(self._countries)
        self.categories = Kept(self._categories)

    def beside_subject(self, lead: StoryView) -> str:
        """What an editor wrote for the line beside the subject, for readers whom `lead` leads; else nothing."""
        return self._wording.typeset(self._content.preheader) if self._is_lead(lead) else ""

    def _is_lead(self, lead: StoryView) -> bool:
        """Whether a mail is led by what leads the issue, which is what an editor’s words are about."""
        return self._content.lead is not None and lead.id == self._content.lead.story.id

    def _write_subject(self, lead: StoryView) -> str:
        if self._content.subject and self._is_lead(lead):
            return self._wording.typeset(self._content.subject)
        headline = shorten(lead.title, _SUBJECT_LENGTH)
        return " ".join(self._subject.render(self._constants | {"headline": headline}).split(None))

    def _countries(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(country_name(code, self._wording.language) for code in codes)

    def _categories(self, categories: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(self._wording.category, categories))

    def _also(self, best: tuple[StoryView, ...]) -> str:
        """What else there is, for the line beside the subject; nothing where there is nothing else."""
        return f"{self._wording.say('Also:')} {' · '.join(story.teaser for story in best)}" if best else ""

    def _introduce(self, counted: tuple[int, int, int]) -> str:
        """How many stories there are, of how many countries, read in how many minutes."""
        if self._content.opening:
            return self._wording.typeset(self._content.opening)
        stories, countries, minutes = counted
        wording = self._wording
        return wording.say(
            "Here is the news that matters: %(stories)s from %(countries)s, read in %(minutes)s min.",
            stories=wording.count("%(count)s story", "%(count)s stories", stories),
            countries=wording.count("%(count)s country", "%(count)s countries", countries),
            minutes=minutes,
        )

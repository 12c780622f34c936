"""Renderer: from template files to a press, one page that tells the way.

A template is found and put together (templates), its Jinja hidden behind tokens (scan), made into HTML by
MJML and given its styles (compile), made lighter (lean), turned round for Arabic (mirror) and taken apart
into what can be kept (plan). With an issue (views) it is a press; there a variant is chosen (choose) and
joined from encoded pieces (pieces).
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from threading import Lock

from digest.core.edition import Edition
from digest.core.issue import Issue, Section
from digest.core.picture import Served
from digest.render.apart import prepare_apart
from digest.render.choose import Stock
from digest.render.environment import filling
from digest.render.kept import Kept
from digest.render.letters import LetterSetter
from digest.render.mirror import mirror
from digest.render.phrases import Phrases
from digest.render.pieces import OPEN_SLOTS
from digest.render.prepare import Templates, prepare, set_up
from digest.render.press import Press
from digest.render.steps import Values
from digest.render.templates import Library
from digest.render.themes import Themes, open_themes
from digest.render.views import SectionView, StoryView, view_edition, view_section, view_story
from digest.render.wording import Wording, direction, open_wording


class Renderer:
    """Makes a press of any issue; the templates are compiled when the first one is asked for."""

    def __init__(self, themes: Themes) -> None:
        self.letters = LetterSetter(themes)
        self._themes = themes
        self._known: dict[tuple[str, str], Templates] = {}
        self._compiling: dict[str, Lock] = {}

    def press(
        self, issue: Issue, edition: Edition, *, online_url: str, pictures: Mapping[str, Served] | None = None
    ) -> Press:
        """The press for `issue`; `online_url` is the address of its web version, `pictures` as in view_story.

        InvalidInput if a template cannot be used, NotFound if there is no such theme.
        """
        wording = open_wording(edition.locale, issue.content.names)
        templates = self.templates(edition.theme, direction(wording.language))
        constants = _constants(issue, edition, wording, online_url)
        with filling():
            return Press(
                wording=wording,
                constants=constants,
                stock=_view_stories(issue, edition, wording, pictures),
                phrases=Phrases(wording, templates.subject, constants, issue.content),
                page_template=templates.page,
                html=Kept(lambda light: templates.html.bind(constants | {"light": light})),
                text=templates.text.bind(constants),
            )

    def templates(self, theme: str, direction: str = "ltr") -> Templates:
        """The templates of a theme for languages of that `direction`; raises as `press` does."""
        with self._compiling.setdefault(theme, Lock()):  # a theme that takes long keeps no other one waiting
            if (theme, direction) not in self._known:
                self._known[theme, direction] = _compile(self._themes.library(theme), direction)
            return self._known[theme, direction]


def _compile(library: Library, direction: str) -> Templates:
    prepared = prepare(library) if library.is_shipped else prepare_apart(library)
    return set_up(replace(prepared, html=mirror(prepared.html)) if direction == "rtl" else prepared)


def open_renderer(templates: Path | None) -> Renderer:
    """A renderer with the operator's own `templates` in front of those that are shipped."""
    return Renderer(open_themes(templates))


def _constants(issue: Issue, edition: Edition, wording: Wording, online_url: str) -> Values:
    return {
        "_": wording.say,
        "language": wording.language,
        "direction": direction(wording.language),
        "edition": view_edition(replace(edition, signature=issue.content.signature or edition.signature), wording),
        "number": issue.number,
        "date": wording.date(issue.date),
        "online_url": online_url,
        "archive_url": online_url.rpartition("/")[0],  # the issues lie in it
        "personal": True,
        "light": False,
        **OPEN_SLOTS,
    }


def _view_stories(
    issue: Issue, edition: Edition, wording: Wording, pictures: Mapping[str, Served] | None
) -> Stock:
    lead = issue.content.lead
    sections = tuple(_view_section(section, edition, wording, pictures) for section in issue.content.sections)
    return Stock(view_story(lead, "", edition, wording, pictures) if lead else None, sections)


def _view_section(
    section: Section, edition: Edition, wording: Wording, pictures: Mapping[str, Served] | None
) -> tuple[SectionView, tuple[StoryView, ...]]:
    stories = tuple(
        view_story(placement, section.title, edition, wording, pictures) for placement in section.placements
    )
    return view_section(section, edition, wording), stories

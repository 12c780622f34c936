"""The right side of the desk: one story and its texts, the issue’s own texts, the checks, the journal."""

from dataclasses import dataclass
from datetime import date

from digest.core.edit_bounds import LONGEST, LONGEST_OPENING, LONGEST_PREHEADER, LONGEST_SUBJECT
from digest.core.edit_log import Entry, Step, in_force
from digest.core.edits import Arrangement, Part, Target, story_of
from digest.core.issue import EDITABLE, Content, Placement
from digest.core.role import Act
from digest.core.suggest import suggest_subjects
from digest.db.editors import Editor
from digest.db.store import Store
from digest.desk.hands import edits_of
from digest.desk.journal import Line, lines_of
from digest.desk.worktable import Worktable, open_worktable
from digest.web.phrases import Phrases

TABS = ("decision", "story", "issue", "checks", "journal")
_ADVISED = {Part.TITLE: 75, Part.ALT: 140}
"""Characters that readers like best."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What the address of the page asks for."""

    tab: str = ""
    story: int = 0
    since: int = 0
    """The version that the editor had before them when they did something; 0: they did nothing."""
    unapproved: bool = False
    tied: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """A text that an editor may rewrite."""

    name: str
    text: str
    original: str
    is_changed: bool
    longest: int
    advised: int
    """Characters; 0: whatever there is room for."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article that tells the story."""

    id: int
    title: str
    source: str
    has_picture: bool


@dataclass(frozen=True, slots=True)
class StoryPanel:
    """One story with all that can be done about it."""

    id: int
    title: str
    link: str | None
    language: str
    is_lead: bool
    section: str
    place: int
    places: int
    """How many places one can choose from."""
    fields: tuple[FieldView, ...]
    articles: tuple[ArticleView, ...]
    picture: int
    """Id of the article whose picture is shown; 0: none."""
    edits: tuple[str, ...]
    without: str
    """Where it would stand if nobody had placed it; empty where nobody has."""
    placed_by: int
    """Number of the edit that gave it its place; 0: none did."""
    others: tuple[tuple[int, str], ...]
    """Leads of the other stories of the issue, by the ids of their articles."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What was done since the editor sent a form."""

    sentences: tuple[str, ...]
    undo: int
    """Number of their last edit, if it holds; else 0."""
    redo: int
    """Number of the edit that they took back last; else 0."""
    unapproved: bool
    tied: str


@dataclass(frozen=True, slots=True)
class Sidebar:
    """What the page shows beside the running order and the preview."""

    tab: str
    may_edit: bool
    sections: tuple[str, ...]
    story: StoryPanel | None
    texts: tuple[FieldView, ...]
    suggestions: tuple[str, ...]
    journal: tuple[Line, ...]
    """The newest first."""
    undo: int
    redo: int
    notice: Notice | None


def show_sidebar(
    store: Store, editor: Editor, key: str, day: date, ask: Ask, phrases: Phrases, language: str
) -> Sidebar:
    """Read what the right side shows to `editor`; NotFound if there is no such issue."""
    table = open_worktable(store, key, day)
    content, lines = table.issue.content, lines_of(table, language=language)
    chosen = next((p for p in content.placements if p.story.id == ask.story), None)
    tab = ask.tab if ask.tab in TABS else "story" if chosen else "decision"
    if tab == "story" and chosen is None:
        chosen = next(iter(content.placements), None)
    return Sidebar(
        tab=tab,
        may_edit=editor.may(Act.EDIT, key) and table.issue.state in EDITABLE,
        sections=table.sections,
        story=_panel(table, chosen, phrases, language) if chosen and tab == "story" else None,
        texts=_texts(content),
        suggestions=suggest_subjects(content),
        journal=lines[::-1],
        undo=table.undo.number if table.undo else 0,
        redo=table.redo.number if table.redo else 0,
        notice=_notice(table, lines, editor, ask) if ask.since else None,
    )


def _panel(table: Worktable, placement: Placement, phrases: Phrases, language: str) -> StoryPanel:
    story, told, content = placement.story, placement.told, table.issue.content
    section, place, places = _place(content, story.id)
    placed = [each for each in in_force(table.log) if _arranges(table, each, story.id)]
    shown = story.lead.picture
    showing = (each.id for each in told.articles if shown and each.picture and each.picture.url == shown.url)
    return StoryPanel(
        id=story.id,
        title=story.lead.title,
        link=story.lead.link,
        language=story.lead.language,
        is_lead=content.lead is placement,
        section=section,
        place=place,
        places=places,
        fields=tuple(_fields(table, placement)),
        articles=tuple(
            ArticleView(each.id, each.title, each.source.name, each.picture is not None) for each in told.articles
        ),
        picture=next(showing, 0),
        edits=edits_of(placement, language),
        without=_without(table, story.id, phrases) if placed else "",
        placed_by=placed[-1].number if placed else 0,
        others=tuple(
            (each.told.lead.id, each.story.lead.title) for each in content.placements if each.story.id != story.id
        ),
    )


def _fields(table: Worktable, placement: Placement) -> list[FieldView]:
    article, told = placement.story.lead, placement.told.lead
    texts = {
        Part.TITLE: (article.title, told.title),
        Part.TEASER: (article.lead, told.lead),
        Part.WHY: (placement.why, ""),
    }
    if article.picture:
        texts[Part.ALT] = (article.picture.alt, told.picture.alt if told.picture else "")
    wanted = table.overrides
    return [
        FieldView(
            part.value,
            texts[part][0],
            texts[part][1],
            wanted.last(Target(part.value, placement.story.id)) is not None,
            LONGEST[part],
            _ADVISED.get(part, 0),
        )
        for part in Part
        if part in texts
    ]


def _texts(content: Content) -> tuple[FieldView, ...]:
    texts = {
        "subject": (content.subject, LONGEST_SUBJECT, 45),
        "preheader": (content.preheader, LONGEST_PREHEADER, 0),
        "opening": (content.opening, LONGEST_OPENING, 0),
        "signature": (content.signature, LONGEST_OPENING, 0),
    }
    return tuple(FieldView(name, text, "", bool(text), most, best) for name, (text, most, best) in texts.items())


def _place(content: Content, story: int) -> tuple[str, int, int]:
    """The section in which a story stands, its place, and how many places there are; none for the lead."""
    for section in content.sections:
        ids = [placement.story.id for placement in section.placements]
        if story in ids:
            return section.title, ids.index(story) + 1, len(ids)
    longest = max((len(section.placements) for section in content.sections), default=0)
    return "", 0, longest


def _arranges(table: Worktable, entry: Entry, story: int) -> bool:
    named = story_of(entry.command)
    found = table.find(named) if named is not None and isinstance(entry.command, Arrangement) else None
    return found is not None and found.story.id == story


def _without(table: Worktable, story: int, phrases: Phrases) -> str:
    log = tuple(each for each in in_force(table.log) if not _arranges(table, each, story))
    content = table.laid(log)
    if content.lead and content.lead.story.id == story:
        return phrases.say("Without that it would lead the issue.")
    section, place, _places = _place(content, story)
    if not place:
        return phrases.say("Without that it would not be in the issue.")
    return phrases.say("Without that: place %(place)s of %(section)s.") % {"place": place, "section": section}


def _notice(table: Worktable, lines: tuple[Line, ...], editor: Editor, ask: Ask) -> Notice:
    since = [entry for entry in table.log if entry.version > ask.since]
    mine = next((entry for entry in reversed(since) if entry.by == editor.name), None)
    is_mine_in_force = mine is not None and mine in in_force(table.log)
    sentences = [lines[entry.number - 1].sentence for entry in since][-5:]
    return Notice(
        sentences=tuple(sentences),
        undo=mine.number if mine and is_mine_in_force else 0,
        redo=mine.of or 0 if mine and mine.step is Step.UNDO else 0,
        unapproved=ask.unapproved,
        tied=ask.tied,
    )

"""Views: what templates see of an issue, every text of it ready to be printed.

They are compared by identity: each is made once for an issue, so that what was made of it can be kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from digest.core.article import Article, Picture
from digest.core.choosing import choosable, home_countries
from digest.core.clean import shorten
from digest.core.country import country_name
from digest.core.edition import Edition
from digest.core.issue import Placement, Section, SlotKind
from digest.core.picture import Served, Shown, address_key
from digest.render.typography import typeset
from digest.render.wording import Wording, direction

WORDS_A_MINUTE = 200
"""How fast a person reads news on a screen."""
_SHORT, _TEASER = 100, 52
_HERO_WIDTH, _THUMB_WIDTH = 600, 136

_TONES = {
    **dict.fromkeys(("security", "justice", "disaster"), "red"),
    **dict.fromkeys(("politics", "economy", "labour", "general"), "blue"),
    **dict.fromkeys(("culture", "sport", "lifestyle"), "gold"),
}


@dataclass(frozen=True, slots=True, eq=False)
class EditionView:
    """The edition, as its readers know it."""

    name: str
    masthead: str
    tagline: str
    signature: str
    postal_address: str
    schedule: str
    """When it comes: "chaque jour à 6 h 30, heure de Porto-Novo"."""


@dataclass(frozen=True, slots=True, eq=False)
class SectionView:
    """The head of a section; its stories come beside it, because they differ between readers."""

    title: str
    says_so: bool
    """Whether it says so where it has nothing for a reader, instead of being left out."""
    countries: frozenset[str]
    """Codes that a reader can choose it by, where it says so; none: any."""
    topics: frozenset[str]
    """Codes of the categories that it takes, likewise."""


@dataclass(frozen=True, slots=True, eq=False)
class PictureView:
    """A picture; heights belong to the widths of the template, None where the picture's own are unknown."""

    url: str
    """As the top story shows it."""
    thumb_url: str
    """As the others do."""
    alt: str
    hero_height: int | None
    thumb_height: int | None


@dataclass(frozen=True, slots=True, eq=False)
class CoverageView:
    """The same event elsewhere."""

    source: str
    link: str | None


@dataclass(frozen=True, slots=True, eq=False)
class StoryView:
    """A story in its place."""

    id: int
    title: str
    short: str
    """The title in at most 100 characters, for a list."""
    teaser: str
    """The title in at most 52 characters, for the line beside the subject."""
    summary: str
    link: str | None
    country: str
    place: str | None
    """The country, unless the section is named for it."""
    category: str
    tone: str
    """Colour of the category: red, blue, gold or green."""
    source: str
    why: str
    """Why it matters, in the words of an editor; empty where nobody wrote any."""
    follows: str | None
    """ "Suite de notre édition du 5 mars", of a story that has moved on since; None for a new one."""
    minutes: str | None
    """ "3 min"; None for an article of unknown length, or one that cannot be opened."""
    picture: PictureView | None
    also: tuple[CoverageView, ...]
    language: str
    direction: str
    side: str
    """Where its lines begin: left, or right for a language that is written from there."""
    is_brief: bool
    words: int
    """Words that the mail itself shows of it."""
    points: int
    countries: frozenset[str]
    """Codes that a reader can choose it by; WORLD for one outside the edition's own."""
    topic: str
    """Code of the category that a reader can choose it by."""


def view_edition(edition: Edition, wording: Wording) -> EditionView:
    """The edition in its own language."""
    return EditionView(
        name=wording.typeset(edition.name),
        masthead=wording.typeset(edition.masthead),
        tagline=wording.typeset(edition.tagline),
        signature=wording.typeset(edition.signature),
        postal_address=wording.typeset(edition.postal_address),
        schedule=wording.schedule(edition.cadence),
    )


def view_section(section: Section, edition: Edition, wording: Wording) -> SectionView:
    """The head of `section`."""
    plan = section.promise
    return SectionView(
        title=wording.typeset(section.title),
        says_so=plan is not None,
        countries=choosable(plan.countries, edition) if plan else frozenset(),
        topics=frozenset(plan.categories) if plan else frozenset(),
    )


def view_story(
    placement: Placement,
    section: str,
    edition: Edition,
    wording: Wording,
    pictures: Mapping[str, Served] | None = None,
) -> StoryView:
    """The story of `placement` in the section of that title.

    `pictures` are the copies, by address_key, that stand for publishers' own; a story whose picture has none comes
    without. Where it is None, publishers' own are shown.
    """
    article = placement.story.lead
    title, summary = typeset(article.title, article.language), typeset(article.lead, article.language)
    is_brief = placement.slot is SlotKind.BRIEF
    country = country_name(article.countries[0], wording.language)
    return StoryView(
        id=placement.story.id,
        title=title,
        short=shorten(title, _SHORT),
        teaser=shorten(title, _TEASER),
        summary=summary,
        link=article.link,
        country=country,
        place=None if country == section else country,
        category=wording.category(article.category),
        tone=_TONES.get(wording.names.topic(article.category), "green"),
        source=wording.typeset(article.source.name),
        why=wording.typeset(placement.why),
        follows=wording.follows(placement.story.update_of) if placement.story.update_of else None,
        minutes=_minutes(article, wording),
        picture=_view_picture(article.picture, article.language, pictures),
        also=_view_coverage(placement, wording),
        language=article.language,
        direction=direction(article.language),
        side="right" if direction(article.language) == "rtl" else "left",
        is_brief=is_brief,
        words=len(title.split()) + (0 if is_brief else len(summary.split())),
        points=placement.score.points,
        countries=home_countries(article, edition),
        topic=article.category,
    )


def reading_minutes(words: int) -> int:
    """How long `words` take to read, at least a minute."""
    return -(-words // WORDS_A_MINUTE) or 1


def _minutes(article: Article, wording: Wording) -> str | None:
    if not article.words or not article.link:
        return None
    return wording.say("%(minutes)s min", minutes=reading_minutes(article.words))


def _view_picture(
    picture: Picture | None, language: str, pictures: Mapping[str, Served] | None
) -> PictureView | None:
    if picture is None or not picture.url.startswith(("https://", "http://")):
        return None
    own = Served(picture, picture) if pictures is None else pictures.get(address_key(picture.url))
    if own is None:
        return None
    return PictureView(
        url=own.hero.url,
        thumb_url=own.thumb.url,
        alt=typeset(picture.alt, language),
        hero_height=_height(own.hero, _HERO_WIDTH),
        thumb_height=_height(own.thumb, _THUMB_WIDTH),
    )


def _height(picture: Picture | Shown, width: int) -> int | None:
    return round(picture.height * width / picture.width) if picture.width and picture.height else None


def _view_coverage(placement: Placement, wording: Wording) -> tuple[CoverageView, ...]:
    """One article of each other owner."""
    seen = {placement.story.lead.source.voice}
    views = []
    for article in placement.story.also:
        if article.source.voice not in seen:
            seen.add(article.source.voice)
            views.append(CoverageView(wording.typeset(article.source.name), article.link))
    return tuple(views)

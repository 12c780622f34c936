"""Source, RawItem, Article: a publisher, what it handed over, and what we keep of it."""

from dataclasses import dataclass, field
from datetime import datetime


class _Portable:
    """A value that goes from process to process by the hundred thousand: pickled by its fields and nothing else.

    The way in which frozen dataclasses are pickled asks for the names of the fields each time, and takes ten
    times as long.
    """

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), tuple(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Source(_Portable):
    """A site or a feed whose articles we may use."""

    key: str
    """Short name in addresses and files: `[a-z0-9-]`, unique."""
    name: str
    url: str | None = None
    """Where it is fetched from; None for one that is only imported from files."""
    owner: str | None = None
    """Who publishes it: two sources of one owner count as one voice."""
    weight: float = 0.5
    """How much the newsroom trusts it, from 0 to 1."""
    kind: str = "feed"
    """What it answers with: "feed", "wordpress", "sitemap" or "page"."""

    @property
    def voice(self) -> str:
        """Who speaks: its owner, or else the source itself."""
        return self.owner or self.key


@dataclass(frozen=True, slots=True)
class Picture(_Portable):
    """An image of an article, at its publisher's address."""

    url: str
    alt: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class RawItem(_Portable):
    """One item as a source gave it: text as found, nothing decided yet."""

    title: str
    where: str
    """Place in the input, for messages: "feed.xml, item 3" or "articles.csv, line 12"."""
    url: str | None = None
    """Web address as given; None where the input has none (a headline in a page capture)."""
    summary: str = ""
    body: str = ""
    """Paragraphs of the text, separated by blank lines; may hold markup."""
    published_at: datetime | None = None
    """Aware; None where the input has no date that can be read."""
    modified_at: datetime | None = None
    """When its publisher last changed it, aware; None where the input does not say."""
    guid: str | None = None
    """What its publisher calls it for ever, whatever becomes of its address: the guid of RSS, the id of Atom."""
    labels: tuple[str, ...] = ()
    """Sections, categories, tags, breadcrumb: as the source spells them, most specific first."""
    language: str | None = None
    picture: Picture | None = None
    source: str | None = None
    """Name of the publisher, where the input tells it item by item."""


@dataclass(frozen=True, slots=True)
class Evidence(_Portable):
    """Why an article carries a country or a category."""

    value: str
    """The country code or the category that was assigned."""
    found_in: str
    """Where: "label", "title prefix", "title", "lead", "path", "words", "default"."""
    words: str
    """The words that were found there."""


@dataclass(frozen=True, slots=True)
class NewArticle(_Portable):
    """An article ready to be taken in: cleaned, addressed, tagged; not yet stored."""

    url: str
    """Canonical; a `urn:digest:` name where the input had no web address."""
    title: str
    lead: str
    """One or two sentences of plain text; may be empty."""
    body: str
    """Plain text, paragraphs separated by blank lines; may be empty."""
    published_at: datetime
    countries: tuple[str, ...]
    """At least one code; the first is the primary one."""
    category: str
    language: str
    picture: Picture | None = None
    evidence: tuple[Evidence, ...] = ()
    unknown_labels: tuple[str, ...] = ()
    """What its source calls it, where that named no category and no country."""
    version_at: datetime | None = None
    """When its publisher last changed it; None for when it was published."""
    identity: str | None = None
    """What it is to its source under whatever address; None where nothing but the address tells."""


@dataclass(frozen=True, slots=True)
class Article:
    """One published item, as stored."""

    id: int
    url: str
    title: str
    lead: str
    published_at: datetime
    countries: tuple[str, ...]
    category: str
    language: str
    source: Source
    words: int = 0
    """Length of the body in words."""
    picture: Picture | None = field(default=None)
    copy_of: int | None = None
    """Id of the first article that carried the same text under another address."""
    mark: int = 0
    """What an editor says of it, from -1 to 2: see core/mark.py."""

    @property
    def text_id(self) -> int:
        """The same for all articles that carry one text."""
        return self.copy_of or self.id

    @property
    def link(self) -> str | None:
        """The address that a reader can open, or None for an item that came without one."""
        return self.url if self.url.startswith(("https://", "http://")) else None

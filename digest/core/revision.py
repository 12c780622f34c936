"""When what a source hands over replaces what is stored: every rule of an update, and no query.

The rules make the order of items and of files irrelevant: within one import, of two versions with one date the
greater text counts, so that any permutation leaves the same table.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from digest.core.article import NewArticle


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it was at one time, for comparison."""

    source_id: int
    at: datetime
    """The date that its publisher gave this version."""
    content: tuple[str, ...]
    """All that is kept of it but addresses and dates."""
    seen_at: datetime
    """When it came to us."""
    is_first: bool = True
    """Whether no other version came before it."""


def supersedes(given: Version, known: Version) -> bool:
    """Whether `given` is to be stored in the place of `known`.

    A later date always counts. Without one, only the source that an article came from first may change it: two
    feeds of one site describe it in different words, and would take turns for ever.
    """
    is_same_source = given.source_id == known.source_id
    is_same_import = is_same_source and given.seen_at == known.seen_at
    if given.content == known.content:
        return is_same_import and known.is_first and given.at > known.at
    if given.at != known.at:
        return given.at > known.at
    return is_same_source and (not is_same_import or given.content > known.content)


def once_each(articles: Iterable[NewArticle]) -> list[NewArticle]:
    """One article for each address and identity, in the order of addresses.

    Two processes that take in the same ones, in the same order, do not block each other.
    """
    return sorted((_latest(each) for each in _same(articles)), key=lambda article: article.url)


def version_at(article: NewArticle) -> datetime:
    """The date of this version of an article."""
    return article.version_at or article.published_at


def address(url: str) -> str:
    """What http and https have in common."""
    return url.removeprefix("https:").removeprefix("http:")


def spellings(url: str) -> tuple[str, ...]:
    """A web address under https and under http; what is no web address, alone."""
    rest = address(url)
    return (url,) if rest == url else (f"https:{rest}", f"http:{rest}")


def _latest(versions: list[NewArticle]) -> NewArticle:
    if len(versions) == 1:
        return versions[0]
    best = max(versions, key=_lateness)
    spellings = (article.url for article in versions if address(article.url) == address(best.url))
    identities = (article.identity for article in versions if article.identity)
    return replace(best, url=max(spellings), identity=best.identity or max(identities, default=None))


def _lateness(article: NewArticle) -> tuple[object, ...]:
    """Orders versions of one article. The texts come in so that no two different ones are equal."""
    return (version_at(article), article.published_at, article.title, article.lead, article.body, repr(article))


def _same(articles: Iterable[NewArticle]) -> Iterable[list[NewArticle]]:
    """Articles that share an address, or an identity, also by way of a third."""
    groups: dict[str, list[NewArticle]] = {}
    for article in articles:
        groups.setdefault(address(article.url), []).append(article)
    homes: dict[str, str] = {}
    for place in list(groups):
        for identity in {article.identity for article in groups[place] if article.identity}:
            home = homes.setdefault(identity, place)
            _join(groups, home, place)
    return {id(group): group for group in groups.values()}.values()


def _join(groups: dict[str, list[NewArticle]], one: str, other: str) -> None:
    kept, gone = groups[one], groups[other]
    if kept is gone:
        return
    kept += gone
    for article in gone:
        groups[address(article.url)] = kept

"""Memory: what an edition has shown already, and whether a story has moved on since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from digest.core.article import Article
from digest.core.coverage import Coverage
from digest.core.story import Story
from digest.core.words import stem, words

MOVED_ON = 0.6
"""Least share of the words of an article that nothing shown of its story had, for it to be news.

Of 37 invented stories each was told anew by somebody else, and told on a day later. With title and lead the first
have at most .47 new words, the second at least .69; with titles alone they overlap from .43 to .60.
"""
_FEWEST_NEW = 4
"""A short headline may say the same in words that are all new."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An article of a story that was shown, as it read then."""

    id: int
    text_id: int
    language: str
    title: str
    lead: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A story as an earlier issue had it."""

    story: int
    """Its id."""
    date: date
    """That of the issue."""
    articles: tuple[Seen, ...]
    """All its articles, further coverage included: readers were led to them too."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The stories of the last issues of an edition, the newest first."""

    shown: tuple[Shown, ...] = ()


NOTHING_SHOWN = Memory()


def remember(story: Story, date: date) -> Shown:
    """What is known of `story` after the issue of `date`."""
    return Shown(story.id, date, tuple(Seen(a.id, a.text_id, a.language, a.title, a.lead) for a in story.articles))


class Recollection:
    """A memory in which stories are found without looking at all of it."""

    def __init__(self, memory: Memory) -> None:
        self._by_story: dict[int, list[Shown]] = {}
        self._by_article: dict[int | None, list[Shown]] = {}
        """By the ids of articles and of their texts, which are those of articles too."""
        for shown in memory.shown:
            self._by_story.setdefault(shown.story, []).append(shown)
            for id in {id for seen in shown.articles for id in (seen.id, seen.text_id)}:
                self._by_article.setdefault(id, []).append(shown)

    def of(self, coverage: Coverage) -> "Past | None":
        """All that was shown of a story, known by its id or by any of its texts; None if nothing was."""
        known = self._by_article
        if not known:
            return None
        found = list(self._by_story.get(coverage.id, ()))
        for article in coverage.articles:
            if article.id in known:
                found += known[article.id]
            if article.copy_of is not None and article.copy_of in known:
                found += known[article.copy_of]
        return Past(found) if found else None


class Past:
    """What readers know of one story."""

    def __init__(self, shown: Sequence[Shown]) -> None:
        self.date = max(each.date for each in shown)
        """That of the last issue that had it."""
        self._seen = [seen for each in shown for seen in each.articles]
        self._texts = {id for seen in self._seen for id in (seen.id, seen.text_id)}
        self._terms = _terms((seen.title, seen.lead) for seen in self._seen)

    def is_news(self, article: Article) -> bool:
        """Whether `article` tells them something: no copy, no other wording of what they know, no corrected typo.

        An article that was changed after it was shown is news also for a new number: it corrects a fact. In a
        language in which they have read nothing, new words prove nothing.
        """
        versions = {(seen.title, seen.lead) for seen in self._seen if seen.id == article.id}
        if (article.title, article.lead) in versions or (article.text_id in self._texts and not versions):
            return False
        terms = _terms([(article.title, article.lead)])
        new = terms - self._terms
        if versions and any(term.isdigit() for term in new):
            return True
        is_comparable = any(seen.language == article.language for seen in self._seen)
        return is_comparable and len(new) >= max(_FEWEST_NEW, MOVED_ON * len(terms))


def _terms(texts: Iterable[tuple[str, str]]) -> set[str]:
    return {stem(word) for text in texts for part in text for word in words(part)}

"""Material: everything that the issues of one window are made from, and how it becomes coverage."""

from dataclasses import dataclass

from digest.core.article import Article
from digest.core.cadence import Window
from digest.core.cluster import group
from digest.core.coverage import Coverage, cover
from digest.core.engagement import NOTHING_KNOWN, Engagement
from digest.core.events import outline
from digest.core.history import NO_HISTORY, History
from digest.core.threads import Earlier, Thread, follow
from digest.core.ties import NO_TIES, Ties


@dataclass(frozen=True, slots=True)
class Material:
    """What was there when issues were built: the same material gives the same coverage, in any process."""

    window: Window
    articles: tuple[Article, ...]
    """By id."""
    earlier: tuple[Earlier, ...] = ()
    """The stories that may go on in it, by id."""
    engagement: Engagement = NOTHING_KNOWN
    """What kinds of stories readers open."""
    history: History = NO_HISTORY
    """How common its terms are."""
    ties: Ties = NO_TIES
    """What editors say of its articles, and of those before."""


def gather(material: Material) -> tuple[Coverage, ...]:
    """The coverage of each event in `material`, by id."""
    return tuple(map(coverage_of, trace(material)))


def trace(material: Material) -> tuple[Thread, ...]:
    """The events in `material`, each under the name of the story that it goes on with, by that."""
    groups = group(material.articles, history=material.history, ties=material.ties)
    return follow(outline(groups), material.earlier, ties=material.ties)


def coverage_of(thread: Thread) -> Coverage:
    """All that is known of an event, under the name of its story."""
    return cover(thread.event.articles, id=thread.id)

"""Material: everything that the issues of one window are made from, and how it becomes coverage."""

from dataclasses import dataclass

from digest.core.article import Article
from digest.core.cadence import Window
from digest.core.cluster import cluster
from digest.core.coverage import Coverage, cover


@dataclass(frozen=True, slots=True)
class Material:
    """What was there when issues were built: the same material gives the same coverage, in any process."""

    window: Window
    articles: tuple[Article, ...]
    """By id."""


def gather(material: Material) -> tuple[Coverage, ...]:
    """The coverage of each event in `material`, by id."""
    stories = cluster(material.articles, language="")
    return tuple(sorted((cover(story.articles) for story in stories), key=lambda each: each.id))

"""From the day's articles to the content of an issue: the whole way on one page."""

from collections.abc import Iterable
from dataclasses import replace

from digest.core.article import Article
from digest.core.cadence import Window
from digest.core.cluster import cluster
from digest.core.edition import Edition
from digest.core.eligible import sift
from digest.core.issue import Content
from digest.core.layout import lay_out
from digest.core.naming import OUR_NAMES, CategoryNames
from digest.core.rank import rank


def assemble(
    articles: Iterable[Article],
    *,
    edition: Edition,
    window: Window,
    shown: frozenset[int] = frozenset(),
    names: CategoryNames = OUR_NAMES,
) -> Content:
    """What the issue of `window` says; the same for any order of `articles`, in any process.

    `shown` holds the ids of articles that stood in an earlier issue of the edition; `names` are what its readers
    call the categories.
    """
    candidates, refused = sift(articles, edition=edition, window=window, shown=shown)
    stories = cluster(candidates, language=edition.locale)
    ranked = rank(stories, edition=edition, window=window)
    content = lay_out(ranked, edition=edition, names=names)
    return replace(content, left_out=(*content.left_out, *refused))

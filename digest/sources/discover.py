"""Where a site keeps its articles for programs: what its page links to, and where such things usually stand."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from digest.core.words import fold
from digest.sources.markup import absolute, links, parse_page, stated

_FEEDS = frozenset(("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json"))
_API = "https://api.w.org/"
_POSTS = "wp/v2/posts"
_COMMENTS = re.compile(r"\b(?:comments|commentaires|comentarios)\b|التعليقات|/comments?/|type=comments")
_USUAL = (
    ("wordpress", f"/wp-json/{_POSTS}"),
    *(("feed", path) for path in ("/feed", "/feed/", "/rss", "/rss.xml", "/atom.xml", "/feed.json", "/index.xml")),
    ("feed", "/spip.php?page=backend"),
    *(("sitemap", path) for path in ("/sitemap-news.xml", "/news-sitemap.xml", "/sitemap_news.xml")),
)
_LAST = "/sitemap.xml"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a source, and of which kind it would be."""

    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class Leads:
    """What a page tells about its site."""

    candidates: tuple[Candidate, ...]
    """Best first."""
    site: str | None = None
    """What the site calls itself."""


def leads_of(body: bytes, base: str, *, charset: str | None = None) -> Leads:
    """What the page `body` at the address `base` links to: the interface of WordPress, then feeds in their order.

    Feeds of comments are left out, and so is the one post that a page of WordPress offers as JSON.
    """
    tree = parse_page(body, charset=charset)
    if tree is None:
        return Leads(())
    apis = [Candidate(absolute(base, str(link.get("href"))) + _POSTS, "wordpress") for link in links(tree, _API)]
    alternates = [link for link in links(tree, "alternate") if _is_feed(link)]
    feeds = [Candidate(absolute(base, str(link.get("href"))), "feed") for link in alternates]
    named = (*stated(tree).get("og:site_name", ()), *(_before_the_mark(link) for link in alternates))
    return Leads((*apis, *feeds), next(filter(None, named), None))


def usual_places(base: str, sitemaps: Iterable[str]) -> Iterator[Candidate]:
    """Where the site of `base` may keep articles without a word; `sitemaps` are those of its robots.txt."""
    for kind, path in _USUAL:
        yield Candidate(urljoin(base, path), kind)
    for sitemap in sorted(sitemaps, key=lambda each: "news" not in each.lower()):
        yield Candidate(absolute(base, sitemap), "sitemap")
    yield Candidate(urljoin(base, _LAST), "sitemap")


def _is_feed(link: Any) -> bool:
    kind, address = str(link.get("type") or "").partition(";")[0].strip().lower(), str(link.get("href"))
    is_post = kind == "application/json" and ("/wp-json/" in address or "rest_route=" in address)
    return kind in _FEEDS and not is_post and not _COMMENTS.search(fold(f"{link.get('title')} {address}"))


def _before_the_mark(link: Any) -> str:
    """“Écho du Zou » Flux” names the site in the way of WordPress; other titles may be of the feed alone."""
    name, mark, _ = str(link.get("title") or "").partition("»")
    return name.strip() if mark else ""

"""What a page says of its article as linked data (JSON-LD with the words of schema.org)."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from digest.core.article import Picture
from digest.core.words import fold
from digest.sources.pictures import pixels

_ARTICLES = frozenset(("BlogPosting", "LiveBlogPosting", "Report"))
_WRAPPING = re.compile(r"\A\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)\s*\Z")
_HOME = ("", "accueil", "home", "inicio", "a la une", "الرئيسية")
_DEEPEST = 6

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LinkedData:
    """What is stated; empty where nothing is."""

    headline: str = ""
    description: str = ""
    published: str = ""
    modified: str = ""
    sections: tuple[str, ...] = ()
    crumbs: tuple[str, ...] = ()
    """Of the breadcrumb: most specific first, without the home page and the article itself."""
    keywords: tuple[str, ...] = ()
    language: str = ""
    publisher: str = ""
    pictures: tuple[Picture, ...] = ()
    is_article: bool = False


def linked_data_of(tree: Any) -> LinkedData:
    """What the scripts of one page say together; a damaged one is passed over.

    A page with several different articles is a list of articles, and none of them is its own.
    """
    scripts = (each.text or "" for each in tree.iter("script") if "ld+json" in str(each.get("type") or "").lower())
    nodes = [node for script in scripts for node in _nodes(_decoded(script))]
    by_id = {node["@id"]: node for node in reversed(nodes) if isinstance(node.get("@id"), str)}
    articles = {
        _same(headline): (headline, node)
        for node in reversed(nodes)
        if any(_is_article(kind) for kind in _kinds(node))
        and (headline := _text(node.get("headline")) or _text(node.get("name")))
    }
    headline, node = next(iter(articles.values())) if len(articles) == 1 else ("", Node())
    publisher = next(_resolved(node.get("publisher"), by_id), Node())
    return LinkedData(
        headline=headline,
        description=_text(node.get("description")),
        published=_text(node.get("datePublished")),
        modified=_text(node.get("dateModified")),
        sections=tuple(_words(node.get("articleSection"))),
        crumbs=tuple(_crumbs(nodes, headline)),
        keywords=tuple(word for text in _words(node.get("keywords")) for word in _split(text)),
        language=_text(node.get("inLanguage")),
        publisher=_text(publisher.get("name")),
        pictures=tuple(_pictures(node, by_id)),
        is_article=bool(node),
    )


def _decoded(script: str) -> Any:
    try:
        # Not strict: line breaks inside texts are the most common damage.
        return json.loads(_WRAPPING.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, depth: int = 0) -> Iterator[Node]:
    """The things that are described: alone, in a list, in a graph, or as the main thing of a page."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "breadcrumb"):
            yield from _nodes(value.get(name), depth + 1)


def _kinds(node: Node) -> Iterator[str]:
    kinds = node.get("@type")
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        yield str(kind).rpartition("/")[2]


def _is_article(kind: str) -> bool:
    return kind in _ARTICLES or kind.endswith("Article")


def _crumbs(nodes: Iterable[Node], headline: str) -> Iterator[str]:
    trail = next((node for node in nodes if "BreadcrumbList" in _kinds(node)), Node())
    listed = trail.get("itemListElement")
    elements = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    elements.sort(key=lambda each: pixels(each.get("position")) or 0)
    for name in map(_crumb, reversed(elements)):
        if _same(name) not in (*_HOME, _same(headline)):
            yield name


def _crumb(element: Node) -> str:
    item = element.get("item")
    return _text(element.get("name")) or (_text(item.get("name")) if isinstance(item, dict) else "")


def _same(text: str) -> str:
    """A text as it is compared: plugins differ in what they escape."""
    return fold(html.unescape(text))


def _pictures(node: Node, by_id: dict[str, Node]) -> Iterator[Picture]:
    for value in (node.get("image"), node.get("thumbnailUrl")):
        for each in _resolved(value, by_id):
            yield Picture(
                _text(each.get("url")) or _text(each.get("contentUrl")),
                _text(each.get("caption")),
                pixels(each.get("width")),
                pixels(each.get("height")),
            )


def _resolved(value: Any, by_id: dict[str, Node]) -> Iterator[Node]:
    """The nodes that a property means: written out, named by their id, or a bare address."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            known = by_id.get(str(each.get("@id")), {})
            yield {**known, **each}
        elif isinstance(each, str):
            yield by_id.get(each) or {"url": each, "name": each}


def _words(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if text := _text(each) or (_text(each.get("name")) if isinstance(each, dict) else ""):
            yield text


def _split(keywords: str) -> Iterator[str]:
    return (word for part in keywords.split(",") if (word := part.strip()))


def _text(value: Any) -> str:
    """A text, or the first one of a list."""
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str)), "")
    return value.strip() if isinstance(value, str) else ""

"""Reads the text of an article page as it is copied out of a browser.

Such a text has the breadcrumb in one line (“AccueilNews - InfosSécuritéTitle”), the title, the paragraphs with
the page's furniture between them, a comment form, and a sidebar in which each headline follows its country.
"""

import re
from collections.abc import Iterator
from itertools import chain

from digest.core.article import RawItem
from digest.core.errors import InvalidInput
from digest.core.gazetteer import country_of
from digest.core.labels import category_of
from digest.sources.dates import read_date
from digest.sources.reading import Reading

_HOME = re.compile(r"(?:Accueil|Home)\s*(?:[>»›/|]\s*)?(?=\S)")
_CRUMBS = re.compile(r"\s*[>»›/|]\s*|(?<=[a-zà-öø-ÿœ])(?=[A-ZÀ-ÖØ-ÞŒ])")
_FURNITURE = re.compile(
    r"live logo|spot_img|-?\s*(?:publicit[ée]s?|advertisement)\s*-?|.*\bcaptcha\b.*"
    r"|(?:partager|share)\b.{0,20}|facebook|twitter|whatsapp|telegram|pinterest|linkedin|e-?mail|x|imprimer|print"
    r"|s['’]il vous pla[iî]t,? entrez\b.*|please enter\b.*|enregistrer mon nom\b.*|save my name\b.*"
    r"|articles? (?:li[ée]s?|similaires?|r[ée]cents?)|vous aimerez aussi.*|lire aussi\b.*|related articles?"
    r"|(?:par|by|written by)\s[A-ZÀ-Þ].{1,40}",
    re.I,
)
_COMMENTS = re.compile(
    r"(?:laisser un commentaire|laisser une r[ée]ponse|leave a (?:comment|reply)|aucun commentaire).*", re.I
)
_ONE_KIND = {0x2019: "'", 0xA0: " ", 0x202F: " "}
_LONGEST_LABEL = 40
_LONGEST_HEADLINE = 250


def is_capture(text: str) -> bool:
    """Whether `text` has the breadcrumb and the title of an article page."""
    return _head(_lines(text)) is not None


def read_capture(text: str, name: str) -> Reading:
    """The article of the page, then the headlines of its sidebar, each with its country as a label.

    The items have no web address. A date in the first line below the title, alone, is that of the article.
    """
    lines = _lines(text)
    head = _head(lines)
    if not head:
        raise InvalidInput(f"{name} has no breadcrumb followed by a title; it is not the text of an article page.")
    title, crumbs, start = head
    below = [line for line in lines[start:] if not _FURNITURE.fullmatch(line)]
    end = _end_of_article(below)
    published_at = read_date(below[0]) if end else None
    article = RawItem(
        title=title,
        where=f"{name}, the article",
        body="\n\n".join(below[1 if published_at else 0 : end]),
        published_at=published_at,
        labels=tuple(reversed(crumbs)),
    )
    headlines = (
        RawItem(title=headline, where=f"{name}, sidebar headline {number}", labels=(label,))
        for number, (_, label, headline) in enumerate(_sidebar(below[end:]), start=1)
    )
    return Reading((article, *headlines))


def _lines(text: str) -> list[str]:
    return [line for raw in text.splitlines() if (line := raw.strip())]


def _head(lines: list[str]) -> tuple[str, list[str], int] | None:
    """Title, breadcrumb without its ends, and the number of the first line below the title."""
    for number, line in enumerate(lines[:-1]):
        home = _HOME.match(line)
        title = lines[number + 1]
        if home and _even(line).endswith(_even(title)):
            between = line[home.end() : len(line) - len(title)]
            crumbs = [crumb for part in _CRUMBS.split(between) if (crumb := part.strip())]
            return title, crumbs, number + 2
    return None


def _even(text: str) -> str:
    """`text` in one case, with one kind of apostrophe and of blank: a page prints its title in two ways."""
    return text.lower().translate(_ONE_KIND)


def _end_of_article(lines: list[str]) -> int:
    """Number of the first line below the article: the comment form or, where there is none, the sidebar."""
    comments = (number for number, line in enumerate(lines) if _COMMENTS.fullmatch(line))
    sidebar = (number for number, _, _ in _sidebar(lines))
    return next(chain(comments, sidebar), len(lines))


def _sidebar(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Number of the line, label and headline of each pair in `lines`."""
    number = 0
    while number < len(lines) - 1:
        label, headline = lines[number], lines[number + 1]
        if _is_label(label) and not _is_label(headline) and len(headline) <= _LONGEST_HEADLINE:
            yield number, label, headline
            number += 1
        number += 1


def _is_label(line: str) -> bool:
    return len(line) <= _LONGEST_LABEL and bool(country_of(line) or category_of(line))

"""Articles: a search, where each of them stands in stories and issues, and what editors say of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from digest.core.country import country_name
from digest.core.mark import MARKS, mark_name
from digest.core.role import Act
from digest.db import activity, article_search, categories, editions, issues, sources
from digest.db.article_search import Found, Wanted
from digest.desk.marking import mark_article
from digest.newsroom import Newsroom
from digest.web.door import Editing, Reach, Reading
from digest.web.language import choose_language
from digest.web.phrases import Phrases
from digest.web.today import DAYS, issue_url

router = APIRouter()
PAGE = 25
"""Articles on one page."""
SPANS = (1, 3, 7, 30, 365)
"""Days that one may look back."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article that was found."""

    id: int
    title: str
    url: str
    source: str
    day: str
    places: str
    category: str
    story: int | None
    issues: tuple[tuple[str, str], ...]
    """Address and name of each issue of late that shows it."""
    mark: str


@router.get("/desk/articles")
def show_articles(
    request: Request,
    door: Reach,
    session: Reading,
    words: Annotated[str, Query(max_length=200)] = "",
    country: Annotated[str, Query(max_length=8)] = "",
    category: Annotated[str, Query(max_length=80)] = "",
    source: Annotated[str, Query(max_length=80)] = "",
    days: Annotated[int, Query(ge=1, le=3650)] = 7,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> HTMLResponse:
    """The articles that fit, the newest first, one page of them."""
    language, now = choose_language(request), door.clock()
    phrases = Phrases(language)
    wanted = Wanted(now - timedelta(days=days), words, country, category, source)
    with door.newsroom.store.reading() as reading:
        found = article_search.search(reading, wanted, limit=PAGE + 1, skip=PAGE * (page - 1))
        names = categories.names(reading)
        outlets = [(each.source.key, each.source.name) for each in sources.every(reading)]
        countries = sorted(activity.by_country(reading, now=now))
    shown_in = _shown_in(door.newsroom, phrases)
    asked: dict[str, str | int] = {
        "words": words,
        "country": country,
        "category": category,
        "source": source,
        "days": days,
    }
    return door.page(
        request,
        "house/articles",
        session=session,
        rows=[
            _row(each, phrases, language, names.of(each.article.category, language), shown_in)
            for each in found[:PAGE]
        ],
        asked=asked,
        countries=[(code, country_name(code, language)) for code in countries],
        categories=[(key, names.of(key, language)) for key in names.categories],
        sources=outlets,
        spans=sorted({*SPANS, days}),
        earlier=_address(asked, page + 1) if len(found) > PAGE else "",
        later=_address(asked, page - 1) if page > 1 else "",
        here=_address(asked, page),
        marks=_marks(phrases),
        may_mark=session.editor.may(Act.EDIT),
    )


@router.post("/desk/articles/{article}/mark")
def mark(
    door: Reach,
    session: Editing,
    article: int,
    mark: Annotated[str, Form()],
    back: Annotated[str, Form(max_length=600)] = "",
) -> Response:
    """Say how much an article matters, and go back to the search that showed it."""
    mark_article(door.newsroom.store, str(article), mark, by=session.editor.name)
    return RedirectResponse(f"/desk/articles?{back.rpartition('?')[2]}#a{article}", 303)


def _address(asked: dict[str, str | int], page: int) -> str:
    return "/desk/articles?" + urlencode({**asked, "page": page})


def _marks(phrases: Phrases) -> list[tuple[str, str]]:
    say = phrases.say
    words = {"top": say("Top"), "important": say("Important"), "normal": say("Normal"), "low": say("Low")}
    return [(name, words[name]) for name in MARKS]


def _shown_in(newsroom: Newsroom, phrases: Phrases) -> dict[int, list[tuple[str, str]]]:
    """The issues of late that show an article, by its id."""
    with newsroom.store.reading() as reading:
        names = {stored.edition.key: stored.edition.name for stored in editions.every(reading)}
        latest = issues.recent(reading, DAYS * len(names))
    shown: dict[int, list[tuple[str, str]]] = {}
    for issue in latest:
        link = (issue_url(issue.edition, issue.date), f"{names[issue.edition]}, {phrases.day(issue.date)}")
        for placement in issue.content.placements:
            for article in placement.story.articles:
                shown.setdefault(article.id, []).append(link)
    return shown


def _row(
    found: Found, phrases: Phrases, language: str, category: str, shown_in: dict[int, list[tuple[str, str]]]
) -> ArticleRow:
    article = found.article
    return ArticleRow(
        id=article.id,
        title=article.title,
        url=article.url,
        source=article.source.name,
        day=phrases.day(article.published_at.date()),
        places=", ".join(country_name(code, language) for code in article.countries),
        category=category,
        story=found.story,
        issues=tuple(shown_in.get(article.id, ())),
        mark=mark_name(article.mark),
    )

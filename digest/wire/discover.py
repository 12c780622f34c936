"""Finds the source behind an address that a person types: a feed, WordPress, a sitemap, or the page itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from urllib.parse import unquote

from digest.core.article import RawItem
from digest.core.errors import DigestError, InvalidInput, Unavailable
from digest.sources.discover import Candidate, leads_of, usual_places
from digest.sources.fetch import AskedToWait, Fetched, Refused
from digest.sources.reading import Reading
from digest.sources.recognise import is_page
from digest.sources.wordpress import page_urls
from digest.wire.listing import listed_by, newer_than
from digest.wire.round import Round

GAP = 0.2
"""Seconds between two requests to one host: a person waits, and comes once."""
MOST_CANDIDATES = 20
"""Most addresses that are tried beside the one that was given; the usual ones alone are a dozen."""


@dataclass(frozen=True, slots=True)
class Found:
    """A source, as it can be visited from now on."""

    url: str
    kind: str
    """As in core/article.py, Source."""
    title: str | None
    """What it calls itself, if it does."""


def find_source(url: str, on: Round) -> Found:
    """The best source at `url`, which may go without its `https://`: itself, or what its page or site leads to.

    Raises InvalidInput, with what was tried, if there is none, and what Web.fetch raises about `url` itself.
    """
    url, answer = _first_answer(url, on)
    if not is_page(answer.body):
        reading = on.read(answer)
        return Found(url, _kind(reading, url), reading.title)
    base = answer.final_url
    leads = on.reader.read(base, leads_of, answer.body, base, charset=answer.charset)
    tried = 0
    for candidate in _bounded(chain(leads.candidates, _usual(base, on)), beside={url, base}):
        tried += 1
        if found := _tried(candidate, leads.site, on):
            return found
    if page := _read(answer, on):
        if not on.web.is_open(base):
            raise InvalidInput(f"{base} is not for programs: the robots.txt of the site says so.")
        return Found(url, page.kind, page.title)
    raise InvalidInput(
        f"{url} is a web page, not a feed, and none of {tried} other addresses has articles for programs (what it "
        "links to, then /feed, /rss.xml, /sitemap.xml and such); give the address of its feed, or of one article."
    )


def _first_answer(url: str, on: Round) -> tuple[str, Fetched]:
    """What is at `url`, and under which scheme."""
    if "://" in url:
        return url, _fetched(url, on)
    try:
        return f"https://{url}", _fetched(f"https://{url}", on)
    except (Refused, AskedToWait):
        raise
    except Unavailable:
        return f"http://{url}", _fetched(f"http://{url}", on)


def _fetched(url: str, on: Round) -> Fetched:
    answer = on.web.fetch(url)
    if not isinstance(answer, Fetched):
        raise Unavailable(f"{url} answers that nothing changed, and we were never there; try again later.")
    return answer


def _kind(reading: Reading, url: str) -> str:
    """The kind of source that answers so; a file of posts that was put on the web cannot be asked for pages."""
    if reading.kind == "wordpress" and "/wp/v2/posts" not in unquote(url):
        return "feed"
    return "sitemap" if reading.kind == "sitemap index" else reading.kind


def _usual(base: str, on: Round) -> Iterator[Candidate]:
    # A generator, so that robots.txt is asked for only when what the page links to was of no use.
    yield from usual_places(base, on.web.sitemaps(base))


def _bounded(candidates: Iterable[Candidate], *, beside: set[str]) -> Iterator[Candidate]:
    """Each address once, and not without an end: a page may link to thousands of feeds."""
    seen = set(beside)

    def fresh() -> Iterator[Candidate]:
        for candidate in candidates:
            if candidate.url not in seen:
                seen.add(candidate.url)
                yield candidate

    return islice(fresh(), MOST_CANDIDATES)


def _tried(candidate: Candidate, site: str | None, on: Round) -> Found | None:
    """The source at a guessed address, if it is one that has articles; a host that asks to wait is obeyed."""
    address = next(page_urls(candidate.url)) if candidate.kind == "wordpress" else candidate.url
    try:
        answer = _fetched(address, on)
        reading = on.read(answer)
        if _kind(reading, candidate.url) != candidate.kind or not _has_articles(reading, on):
            return None
    except AskedToWait:
        raise
    except DigestError:
        return None
    moved_to = answer.moved_to if candidate.kind != "wordpress" else None
    return Found(moved_to or candidate.url, candidate.kind, reading.title or site)


def _has_articles(reading: Reading, on: Round) -> bool:
    if _kind(reading, "") == "sitemap":
        return bool(newer_than(None, listed_by(reading, on)))
    return any(isinstance(entry, RawItem) and entry.url for entry in reading.entries)


def _read(answer: Fetched, on: Round) -> Reading | None:
    try:
        return on.read(answer)
    except InvalidInput:
        return None

"""Prepares items to be stored: each is cleaned, addressed, dated and tagged."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from digest.core.article import NewArticle, Picture, RawItem, Source
from digest.core.canonical import canonical
from digest.core.clean import clean_line, clean_text
from digest.core.labels import Decisions
from digest.core.language import language_of
from digest.core.lead import make_lead
from digest.core.tagging import NOTHING_MAPPED, tag, unknown_labels
from digest.core.words import fold
from digest.sources.reading import Broken

Entries = Sequence[RawItem | Broken]
Prepared = Sequence[NewArticle | Broken]

_LABEL_LIMIT = 80
_DEFAULT_LANGUAGE = "fr"
_OFTEN_WRONG = (None, "fr", "en")
_CODE = re.compile(r"[a-z]{2,3}(?![a-z])")


def prepare_all(entries: Entries, source: Source, *, decided: Decisions, now: datetime) -> Prepared:
    """The entries of one source as they can be stored, broken ones among them."""
    mapped, own = decided.of(source.key), decided.own
    return [
        prepare(entry, source=source.key, mapped=mapped, own=own, now=now) if isinstance(entry, RawItem) else entry
        for entry in entries
    ]


def prepare(
    item: RawItem,
    *,
    source: str,
    now: datetime,
    mapped: Mapping[str, str] = NOTHING_MAPPED,
    own: Mapping[str, str] = NOTHING_MAPPED,
) -> NewArticle | Broken:
    """`item` as it can be stored, or what is wrong with it; `source` is the key of its publisher.

    `mapped` tells the category of labels that an editor has decided about, `own` that of the names of categories
    that the newsroom has added.

    An item without a date is dated `now`, and so is one from the future. One that its input gave no web address
    is named by its publisher and its title.
    """
    title = clean_line(item.title)
    if not title:
        return Broken(item.where, "has no title")
    url = _name(source, title) if item.url is None else canonical(item.url)
    if url is None:
        return Broken(item.where, f"has an address that no reader could open: “{clean_line(item.url or '')}”")
    plain = RawItem(
        title,
        item.where,
        url,
        summary=clean_text(item.summary),
        body=clean_text(item.body),
        labels=_clean_labels(item.labels),
    )
    tags = tag(plain, mapped=mapped, own=own)
    lead = make_lead(plain.summary, plain.body)
    published_at = min(item.published_at, now) if item.published_at else now
    return NewArticle(
        url=url,
        title=title,
        lead=lead,
        body=plain.body,
        published_at=published_at,
        countries=tags.countries,
        category=tags.category,
        language=_language(item.language, f"{title} {lead}"),
        picture=_picture(item.picture),
        evidence=tags.evidence,
        unknown_labels=unknown_labels(plain, mapped=mapped),
        version_at=min(item.modified_at, now) if item.modified_at else published_at,
        identity=_identity(item, title),
    )


@lru_cache(maxsize=20_000)
def _clean_labels(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(clean_line(label, limit=_LABEL_LIMIT) for label in labels)


def _identity(item: RawItem, title: str) -> str | None:
    """What an item is to its publisher whatever its address, if it says so.

    Numbers that a feed gives out anew each day are ids to some: the date, or else the title, has to agree.
    """
    if not item.guid:
        return None
    known_by = f"{item.guid} {item.published_at.isoformat() if item.published_at else fold(title)}"
    return hashlib.sha256(known_by.encode(errors="replace")).hexdigest()[:32]


def _name(source: str, title: str) -> str:
    """A name for an item without an address: the same title of the same publisher is the same article."""
    words = " ".join(re.findall(r"\w+", fold(title)))
    return f"urn:digest:{hashlib.sha256(f'{source} {words}'.encode()).hexdigest()[:32]}"


def _language(stated: str | None, text: str) -> str:
    """The language that `text` is in: many a site states the one that its software came with."""
    code = _CODE.match(stated.strip().lower()) if stated else None
    language = code[0] if code else None
    if language not in _OFTEN_WRONG:
        return str(language)
    return language_of(text, default=language or _DEFAULT_LANGUAGE)


def _picture(picture: Picture | None) -> Picture | None:
    url = canonical(picture.url) if picture else None
    return replace(picture, url=url, alt=clean_line(picture.alt)) if picture and url else None

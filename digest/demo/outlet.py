"""Outlet: a fictional publisher and what it has published, read from its TOML file."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from digest.core.article import Picture, Source


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that an outlet has published, in the outlet's own words."""

    title: str
    published_at: datetime
    url: str
    """Empty for a headline beside a captured page."""
    country: str
    section: str
    language: str
    lead: str
    paragraphs: tuple[str, ...]
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher, the form in which it gives its articles away, and these, newest first."""

    source: Source
    site: str
    form: str
    items: tuple[Item, ...]


def read_pictures(path: Path, *, base: str) -> dict[str, Picture]:
    """The pictures by name; `base` is the address of the folder that they are served from."""
    return {
        name: Picture(url=f"{base.rstrip('/')}/{name}.jpg", alt=it["alt"], width=it["width"], height=it["height"])
        for name, it in _read(path).items()
    }


def read_outlet(path: Path, *, closes_at: datetime, pictures: dict[str, Picture]) -> Outlet:
    """The outlet in a file, its articles dated by the hours that each stands before `closes_at` (aware)."""
    file = _read(path)
    items = [
        _item(article, site=file["site"], closes_at=closes_at, pictures=pictures) for article in file["articles"]
    ]
    return Outlet(
        source=Source(key=file["key"], name=file["name"], owner=file["owner"], weight=file["weight"]),
        site=file["site"],
        form=file["form"],
        items=tuple(sorted(items, key=lambda item: item.published_at, reverse=True)),
    )


def _item(article: dict[str, Any], *, site: str, closes_at: datetime, pictures: dict[str, Picture]) -> Item:
    published_at = closes_at.astimezone(UTC) - timedelta(hours=article["hours"])
    return Item(
        title=article["title"],
        published_at=published_at.replace(microsecond=0),
        url=f"{site}/{article['path']}" if "path" in article else "",
        country=article["country"],
        section=article.get("section", ""),
        language=article.get("language", "fr"),
        lead=article.get("lead", ""),
        paragraphs=tuple(article.get("body", "").strip().split("\n\n")) if "body" in article else (),
        picture=pictures[article["picture"]] if "picture" in article else None,
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))

"""What `digest article show` tells: an article, why it is filed as it is, and what it was before."""

from collections.abc import Iterator
from difflib import unified_diff
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.terminal import AsJson, show, show_json

if TYPE_CHECKING:
    from datetime import datetime

    from digest.db.dossier import Dossier


def show_article(
    article: Annotated[str, typer.Argument(metavar="ID|URL", help="As “list” shows it.")], as_json: AsJson = False
) -> None:
    """Show all that is known about one article: its text, the evidence for its places, its versions and copies."""
    from dataclasses import asdict

    from digest.db.dossier import dossier
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store, store.reading() as session:
        found = dossier(session, article)
    if as_json:
        show_json(asdict(found))
        return
    for line in (*_facts(found), *_evidence(found), *_text(found), *_changes(found)):
        show(line)


def _facts(found: "Dossier") -> Iterator[str]:
    from digest.core.mark import mark_name

    article = found.article
    yield article.title
    facts = {
        "id": article.id,
        "address": article.link,
        "source": f"{article.source.name} ({article.source.key})",
        "published": _at(article.published_at),
        "first seen": _at(found.first_seen),
        "countries": " ".join(article.countries),
        "category": article.category,
        "language": article.language,
        "picture": article.picture and article.picture.url,
        "mark": f"{mark_name(article.mark)}, by {found.marked_by}" if found.marked_by else None,
        "copy of": article.copy_of,
        "copies": " ".join(map(str, found.copies)) or None,
        "versions": found.revision if found.revision > 1 else None,
    }
    yield from (f"{name:<12}{value}" for name, value in facts.items() if value is not None)


def _evidence(found: "Dossier") -> Iterator[str]:
    for evidence in found.evidence:
        words = f" “{evidence.words}”" if evidence.words else ""
        yield f"{'why':<12}{evidence.value}: {evidence.found_in}{words}"


def _text(found: "Dossier") -> Iterator[str]:
    if text := found.body or found.article.lead:
        yield ""
        yield text


def _changes(found: "Dossier") -> Iterator[str]:
    """How each version became the next one."""
    now = (found.article.title, found.article.lead, found.body)
    versions = [*((was.title, was.lead, was.body) for was in found.earlier), now]
    names = [f"version {was.revision}, seen {_at(was.seen_at)}" for was in found.earlier] + ["as it is now"]
    for number in range(len(found.earlier)):
        before, after = ["\n\n".join(versions[n]).splitlines() for n in (number, number + 1)]
        yield ""
        yield from unified_diff(before, after, names[number], names[number + 1], n=0, lineterm="")


def _at(moment: "datetime") -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"

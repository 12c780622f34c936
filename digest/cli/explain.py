"""digest explain: why an issue is as it is, what became of one story, and what a change would change."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.cli.arguments import Day, EditionKey, clock, read_day
from digest.cli.terminal import AsJson, show, show_json, width

if TYPE_CHECKING:
    from digest.core.comparison import Change
    from digest.desk.case import Case
    from digest.desk.inquiry import Absence, Inquiry


def explain(
    key: EditionKey,
    day: Day = None,
    story: Annotated[
        str | None,
        typer.Option(metavar="ID|URL", help="All about one story; the id or the address of any of its articles."),
    ] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option(
            "--what-if",
            metavar="FIELD=VALUE",
            help="A field of the edition file, as in weights.recency=0.1; repeat.",
        ),
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="fr|en", help="Of the answer; else that of the edition.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say why an issue is as it is, from what it was made from; or what it would be now, if there is none yet."""
    from digest.db import editions
    from digest.desk.case import changes_between, open_case, suppose_case
    from digest.desk.inquiry import inquire
    from digest.locale import LANGUAGES, page_language
    from digest.settings import load_settings
    from digest.wiring import open_store

    if language not in (None, *LANGUAGES):
        raise typer.BadParameter(f"Answers come in {' and '.join(LANGUAGES)}.", param_hint="--language")
    with open_store(load_settings()) as store:
        with store.reading() as session:
            cadence = editions.find(session, key).edition.cadence
        before = open_case(store, key, read_day(day, cadence), now=clock())
        case = suppose_case(store, before, what_if) if what_if else before
        speaks = language or page_language(case.edition.locale)
        about = inquire(store, case, story, language=speaks) if story else None
    changes = changes_between(before, case) if what_if else ()
    if as_json:
        show_json(_as_table(case, about, what_if, changes, speaks))
        return
    show(_as_text(case, about, what_if, changes, speaks))


def _as_text(
    case: "Case",
    about: "Inquiry | Absence | None",
    what_if: list[str] | None,
    changes: "Sequence[Change]",
    language: str,
) -> str:
    """What was asked for: one story, what would change, or the whole board."""
    from digest.desk.account import Account
    from digest.desk.answers import Answers
    from digest.desk.explain import explain as explained

    answers = Answers(language, width(), zone=case.edition.cadence.zone)
    explanation = explained(case.content, language=language)
    parts = [answers.heading(case)]
    if what_if:
        parts.append(answers.changes(what_if, changes, explanation.reserve))
    if about:
        parts.append(answers.story(about))
    if not what_if and not about:
        parts.append(Account(language, width()).whole(explanation))
    return "\n\n".join(parts)


def _as_table(
    case: "Case",
    about: "Inquiry | Absence | None",
    what_if: list[str] | None,
    changes: "Sequence[Change]",
    language: str,
) -> dict[str, Any]:
    from digest.desk.explain import explain as explained

    table: dict[str, Any] = {
        "issue": f"{case.edition.key}/{case.date}",
        "built": case.built_at,
        "window": asdict(case.inputs.material.window),
        "articles": len(case.inputs.material.articles),
        "board": asdict(explained(case.content, language=language)),
    }
    if what_if:
        table |= {"what_if": what_if, "changes": [asdict(change) for change in changes]}
    if about:
        table["story"] = asdict(about)
    return table

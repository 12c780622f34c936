"""digest check: what is wrong with a mail before it goes out, an issue of ours or a file of anybody's."""

import os
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.arguments import clock, read_day, split_issue
from digest.cli.exits import Exit
from digest.cli.terminal import AsJson, say, show, show_json, show_table

if TYPE_CHECKING:
    from digest.render.preflight.inspect import Report
    from digest.render.preflight.specimen import Network
    from digest.settings import Settings

_FILES = (".html", ".htm", ".eml")


class FailOn(StrEnum):
    """From which level on a finding makes the command fail."""

    WARNING = "warning"
    ERROR = "error"


def check(
    name: Annotated[
        str | None,
        typer.Argument(metavar="ISSUE|FILE", help="EDITION/DATE, EDITION for today, or a .html or .eml file."),
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="NAME", help="Ask this check alone; repeatable.")
    ] = None,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="What makes the exit code 6.")] = FailOn.ERROR,
    online: Annotated[
        bool, typer.Option("--online", help="Follow the links; what answered is not asked again for a day.")
    ] = False,
    list_checks: Annotated[bool, typer.Option("--list", help="Show every check with its name.")] = False,
    as_json: AsJson = False,
) -> int:
    """Check a mail before it goes out: each finding with where it is and how to mend it."""
    if list_checks == (name is not None):
        raise typer.BadParameter("Name an ISSUE or a FILE, or say --list.")
    if name is None:
        return _show_checks(as_json=as_json)
    from digest.settings import load_settings

    settings = load_settings()
    network = _open_network(settings.allow_private) if online else None
    if name.lower().endswith(_FILES):
        report = _inspect_file(Path(name), only or [], network)
    else:
        name, report = _inspect_issue(settings, name, only or [], network)
    if as_json:
        show_json({"mail": name, **asdict(report)})
    else:
        _show(name, report)
    failing = report.errors if fail_on is FailOn.ERROR else report.findings
    return Exit.FINDINGS if failing else Exit.OK


def _open_network(allow_private: bool) -> "Network":
    from digest.sources.probe import probe

    memory = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "digest" / "links.json"
    return lambda urls: probe(urls, memory=memory, allow_private=allow_private, now=clock())


def _inspect_file(path: Path, only: list[str], network: "Network | None") -> "Report":
    from digest.render.preflight.inspect import inspect
    from digest.render.preflight.specimen import open_specimen

    return inspect(open_specimen(path).ask(network), only=only)


def _inspect_issue(
    settings: "Settings", name: str, only: list[str], network: "Network | None"
) -> "tuple[str, Report]":
    from digest.circulation.preflight import preflight
    from digest.wiring import open_newsroom

    key, day = split_issue(name)
    with open_newsroom(settings) as newsroom:
        store, press, links = newsroom.store, newsroom.press, newsroom.links
        edition = newsroom.edition(key)
        issue = newsroom.issue(key, read_day(day, edition.cadence))
        identity = newsroom.identity
        report = preflight(
            store, press, links, edition, issue, only=only, network=network, identity=identity, now=clock()
        )
    return f"{key}/{issue.date}", report


def _show(name: str, report: "Report") -> None:
    for finding in report.findings:
        show(f"{finding.level.value}: {finding.name}: {finding.message}")
        show(f"    {finding.where}. {finding.mend}")
    for why in dict.fromkeys(skipped.why for skipped in report.skipped):
        names = ", ".join(skipped.name for skipped in report.skipped if skipped.why == why)
        say(f"Not asked, because {why}: {names}.")
    count = len(report.findings)
    say(f"{name}: {count or 'no'} {'finding' if count == 1 else 'findings'}.")


def _show_checks(*, as_json: bool) -> int:
    from digest.render.preflight.inspect import CHECKS

    if as_json:
        show_json([{"name": each.name, "about": each.about} for each in CHECKS.values()])
    else:
        show_table(("check", "what holds when it finds nothing"), ((c.name, c.about) for c in CHECKS.values()))
    return Exit.OK

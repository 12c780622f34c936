"""How commands print: results on stdout as tables or JSON, talk on stderr."""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from shutil import get_terminal_size
from typing import Annotated, Any

import typer

_WIDEST = 100
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def say(text: str) -> None:
    """A line for the person at the terminal; never part of the result."""
    print(text, file=sys.stderr)  # noqa: T201


def show(text: str) -> None:
    """A line of the result."""
    print(text)  # noqa: T201


def show_json(value: Any) -> None:
    """The result for a program."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))  # noqa: T201


def show_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """The result for a person; no lines, so that it can be cut and grepped."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    Console(highlight=False, width=None if sys.stdout.isatty() else 160).print(table)


def width() -> int:
    """How many columns prose may take: those of the terminal, but no more than are easily read.

    Where a pager reads what we print, stderr or stdin still is the terminal.
    """
    beside = next((os.get_terminal_size(stream).columns for stream in (2, 0) if os.isatty(stream)), _WIDEST)
    return min(get_terminal_size((beside, 24)).columns, _WIDEST)


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)

"""How a round of visits is told: as a line for each, or on a terminal as a board that is kept up to date."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from digest.cli.terminal import say
from digest.db.sources import StoredSource
from digest.sources.web import host_and_port
from digest.wire.intake import Report
from digest.wire.visit import HOSTS_AT_ONCE, Visit


def can_show_a_board() -> bool:
    """Whether a person sits at a terminal on which lines can be written over."""
    return sys.stderr.isatty() and os.environ.get("TERM") not in (None, "", "dumb")


def tell_each(visits: Iterable[Visit], chosen: Sequence[StoredSource], *, quiet: bool) -> Iterator[Visit]:
    """The visits as they come, with a line for each; if `quiet`, for those that went wrong."""
    for number, visit in enumerate(visits, start=1):
        if not quiet or visit.went_wrong:
            place = f"{number}/{len(chosen)} " if len(chosen) > 1 else ""
            for line in _lines(visit, place):
                say(line)
        yield visit


def show_board(visits: Iterable[Visit], chosen: Sequence[StoredSource]) -> Iterator[Visit]:
    """The visits as they come; above the board those that went wrong, and in its place the sum at the end."""
    board = Board(chosen)
    with Live(board, console=board.console, transient=True, redirect_stdout=False, redirect_stderr=False):
        for visit in visits:
            if visit.went_wrong:
                for line in _lines(visit, ""):
                    board.console.print(line, markup=False, soft_wrap=True)
            board.take(visit)
            yield visit
    say(board.in_words)


class Board:
    """How far a round has come: a bar, what it brought, and the hosts whose turn it is."""

    def __init__(self, chosen: Sequence[StoredSource]) -> None:
        self.console = Console(stderr=True, highlight=False)
        self._host_of = {stored.source.key: host_and_port(stored.source.url or "") for stored in chosen}
        self._waiting = Counter(self._host_of.values())
        self._report = Report()
        self._failed = 0
        self._bar = Progress(
            TextColumn("Fetching"),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=self.console,
            expand=True,
        )
        self._task = self._bar.add_task(self._counts, total=len(chosen))

    def take(self, visit: Visit) -> None:
        """Count a visit that is over."""
        self._report += visit.report or Report()
        self._failed += visit.failure is not None
        host = self._host_of[visit.key]
        self._waiting[host] -= 1
        if not self._waiting[host]:
            del self._waiting[host]
        self._bar.update(self._task, advance=1, description=self._counts)

    @property
    def in_words(self) -> str:
        """What became of all of them, as one sentence."""
        count = len(self._host_of)
        visited = f"{count} {'source' if count == 1 else 'sources'}"
        failed = f", {self._failed} failed" if self._failed else ""
        return f"{visited}{failed}: {self._report.in_words}"

    def __rich__(self) -> Group:
        # Hosts have their turn in the order in which they were chosen, so these are the ones being asked.
        asked = list(self._waiting)[:HOSTS_AT_ONCE]
        return Group(self._bar, Text(" ".join(asked), style="dim", no_wrap=True, overflow="ellipsis"))

    @property
    def _counts(self) -> str:
        return f"{self._report.new} new" + (f", [red]{self._failed} failed[/]" if self._failed else "")


def _lines(visit: Visit, place: str) -> Iterator[str]:
    for broken in visit.report.broken if visit.report else ():
        yield f"{broken.where} {broken.why}."
    yield f"{place}{visit.key}: {visit.in_words}"

"""Takes in how often readers open what kind of story, as sums that somebody else has counted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from digest.core.engagement import Cell
from digest.core.errors import InvalidInput
from digest.db import categories, engagement, sources
from digest.db.store import Store
from digest.sources.engagement import Numbered, read_engagement
from digest.sources.reading import Broken


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a file."""

    cells: int
    broken: tuple[Broken, ...]
    """Rows that cannot be used; if there are any, everything stays as it was."""


def import_engagement(store: Store, path: Path) -> TakenIn:
    """Let the file be all that is known of engagement, if each of its rows can be used.

    InvalidInput for a file that cannot be read at all.
    """
    try:
        rows = read_engagement(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    with store.writing() as session:
        keys = {stored.source.key for stored in sources.every(session)}
        checked = list(_check(rows, categories.names(session).categories, keys))
        broken = tuple(row for row in checked if isinstance(row, Broken))
        if not broken:
            engagement.replace_all(session, [row for row in checked if isinstance(row, Cell)])
    return TakenIn(len(checked) - len(broken), broken)


def _check(
    rows: Iterable[Numbered | Broken], categories: Iterable[str], sources: set[str]
) -> Iterator[Cell | Broken]:
    known = set(categories)
    for row in rows:
        if isinstance(row, Broken):
            yield row
        elif row.cell.category not in known:
            yield Broken(
                row.where, f"has “{row.cell.category}”, which is no category; “digest category list” shows them"
            )
        elif row.cell.source not in sources:
            yield Broken(
                row.where, f"has “{row.cell.source}”, which is no source; “digest source list” shows their keys"
            )
        else:
            yield row.cell

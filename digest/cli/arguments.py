"""What commands share: how an issue and a day are written, and the clock."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated

import typer

from digest.core.cadence import Cadence
from digest.core.errors import InvalidInput

EditionKey = Annotated[str, typer.Argument(metavar="EDITION", help="Key of the edition.")]
IssueName = Annotated[
    str, typer.Argument(metavar="ISSUE", help="EDITION/DATE, or EDITION for the issue of today.")
]
Day = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help="YYYY-MM-DD, today, yesterday or tomorrow.")
]

_DAYS_FROM_TODAY = {"yesterday": -1, "today": 0, "tomorrow": 1}


def clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def split_issue(name: str) -> tuple[str, str | None]:
    """Key and day of an issue as it is written on the command line."""
    key, _, day = name.partition("/")
    return key, day or None


def read_day(text: str | None, cadence: Cadence) -> date:
    """The day that `text` means to the readers of an edition; None is today."""
    today = cadence.local_date(clock())
    if text is None or text in _DAYS_FROM_TODAY:
        return today + timedelta(days=_DAYS_FROM_TODAY[text or "today"])
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"“{text}” is not a date; write YYYY-MM-DD, today, yesterday or tomorrow.") from error

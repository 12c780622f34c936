"""Take subscribers in, one or a file of them; nobody who left is brought back."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from email_validator import EmailNotValidError, validate_email

from digest.core.country import is_country
from digest.core.errors import InvalidInput
from digest.core.naming import OUR_NAMES, CategoryNames
from digest.core.subscriber import Choice, Format
from digest.core.suppression import address_key
from digest.db import categories as taxonomy
from digest.db import editions, subscribers, suppressions
from digest.db.store import Store
from digest.db.subscribers import Joined

COLUMNS = ("email", "name", "countries", "categories", "format")
"""Of a file of subscribers; all but the first may be missing. Lists are separated by blanks."""


@dataclass(frozen=True, slots=True)
class NewSubscriber:
    """A person who is to receive an edition."""

    email: str
    name: str = ""
    choice: Choice = field(default_factory=Choice)


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that was left out."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the rows of a file."""

    added: int
    known: int
    """Subscribed before, by the same address; their choices are left as they are."""
    gone: int
    """Unsubscribed or suppressed before; they stay that way."""
    broken: tuple[BrokenRow, ...]


def normalise_address(address: str) -> str:
    """The address as it is stored and compared: domain in lower case and ASCII form."""
    try:
        found = validate_email(address.strip(), check_deliverability=False, strict=True)
    except EmailNotValidError as error:
        raise InvalidInput(f"“{address}” is not an e-mail address: {error}") from error
    return f"{found.local_part}@{found.ascii_domain.lower()}"


def add_subscribers(
    store: Store, edition: str, people: Sequence[NewSubscriber], *, consent: str, secret: bytes, now: datetime
) -> list[Joined]:
    """Subscribe people to `edition`, in one transaction; `consent` says how we know that they want it.

    With `secret` addresses are known again that must not be written to, even where nothing else is left of them.
    """
    emails = [normalise_address(person.email) for person in people]
    keys = [address_key(secret, email) for email in emails]
    with store.writing() as session:
        edition_id = editions.find(session, edition).id
        barred = suppressions.suppressed(session, keys)
        return [
            Joined.GONE
            if key in barred
            else subscribers.join(
                session,
                edition_id,
                email=email,
                name=person.name,
                choice=person.choice,
                consent=consent,
                now=now,
            )
            for person, email, key in zip(people, emails, keys, strict=True)
        ]


def import_subscribers(store: Store, edition: str, path: Path, *, secret: bytes, now: datetime) -> Imported:
    """Subscribe everybody in a CSV file; broken rows are reported, the others are kept."""
    with store.reading() as session:
        names = taxonomy.names(session)
    rows = tuple(_rows(path, names))
    people = [row for row in rows if isinstance(row, NewSubscriber)]
    joined = add_subscribers(store, edition, people, consent=f"import of {path.name}", secret=secret, now=now)
    return Imported(
        added=joined.count(Joined.ADDED),
        known=joined.count(Joined.KNOWN),
        gone=joined.count(Joined.GONE),
        broken=tuple(row for row in rows if isinstance(row, BrokenRow)),
    )


def read_choice(countries: str, categories: str, format: str, names: CategoryNames = OUR_NAMES) -> Choice:
    """A choice as people write it: codes and keys separated by blanks or commas; `names` holds all categories."""
    chosen_countries = tuple(code.upper() for code in countries.replace(",", " ").split())
    chosen_categories = tuple(name.lower() for name in categories.replace(",", " ").split())
    for code in chosen_countries:
        if not is_country(code):
            raise InvalidInput(f"“{code}” is not a country code")
    for name in chosen_categories:
        if name not in names.categories:
            raise InvalidInput(f"“{name}” is not a category")
    if format and format not in list(Format):
        raise InvalidInput(f"“{format}” is not a format; choose from {', '.join(Format)}")
    return Choice(chosen_countries, chosen_categories, Format(format or Format.FULL))


def _rows(path: Path, names: CategoryNames) -> Iterator[NewSubscriber | BrokenRow]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, skipinitialspace=True)
            _check_columns(path, reader.fieldnames)
            for row in reader:
                yield _read_row(row, reader.line_num, names)
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    except csv.Error as error:
        raise InvalidInput(f"{path} is not a CSV file: {error}.") from error


def _check_columns(path: Path, names: object) -> None:
    known = list(names) if isinstance(names, list | tuple) else []
    if "email" not in known:
        raise InvalidInput(f"{path} needs a first line with the columns {', '.join(COLUMNS)} (email at least).")
    if unknown := [str(name) for name in known if name not in COLUMNS]:
        raise InvalidInput(
            f"{path} has columns that are not known: {', '.join(unknown)}; use {', '.join(COLUMNS)}."
        )


def _read_row(row: dict[str, str | None], line: int, names: CategoryNames) -> NewSubscriber | BrokenRow:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    try:
        return NewSubscriber(
            email=normalise_address(cells["email"]),
            name=cells["name"],
            choice=read_choice(cells["countries"], cells["categories"], cells["format"], names),
        )
    except InvalidInput as error:
        return BrokenRow(line, str(error))

"""What if: an edition with single fields of its file changed, for as long as a question takes."""

import tomllib
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

from digest.core.edition import Edition
from digest.core.errors import InvalidInput
from digest.core.naming import OUR_NAMES, CategoryNames
from digest.desk.edition_file import edition_as_table, edition_from_table
from digest.desk.edition_table import EditionTable

_ITEM = "0"
"""How a place in a list is written among the known fields: the first one has the number 0."""


def suppose(edition: Edition, settings: Sequence[str], names: CategoryNames = OUR_NAMES) -> Edition:
    """`edition` with each of `settings` (FIELD=VALUE, as in "weights.recency=0.1") set, one after the other.

    Fields are those of the edition file, with dots between tables and fields. A value is written as TOML; a list
    also with commas alone, a text without quotes. `names` are the categories that there are. Raises InvalidInput
    as an edition file does.
    """
    table = edition_as_table(edition)
    for setting in settings:
        path, is_given, value = setting.partition("=")
        if not is_given:
            raise InvalidInput(f"“{setting}” sets nothing; write FIELD=VALUE, as in weights.recency=0.1.")
        _set(table, path.strip(), value.strip())
    changed = edition_from_table(table, name=f"“{', '.join(settings)}”", names=names)
    if changed.key != edition.key:
        raise InvalidInput("The key of an edition is its name here; it cannot be supposed to be another one.")
    return changed


def _set(table: dict[str, Any], path: str, value: str) -> None:
    kind = _kind(path)
    inner: Any = table
    *outer, last = path.split(".")
    try:
        for step in outer:
            inner = inner[int(step)] if isinstance(inner, list) else inner.setdefault(step, {})
        inner[int(last) if isinstance(inner, list) else last] = _read(value, kind)
    except (IndexError, ValueError) as error:
        raise InvalidInput(f"“{path}” is not in the edition: its lists begin at 0 and are shorter.") from error


def _kind(path: str) -> Any:
    """The kind of value that a field takes; InvalidInput with near names where there is no such field."""
    known = dict(_fields(EditionTable))
    for pattern, kind in known.items():
        if _fits(path.split("."), pattern.split(".")):
            return kind
    names = [name for name in known if "*" not in name]
    near = get_close_matches(path, names, n=3, cutoff=0.5) or [
        name for name in names if name.rpartition(".")[2] == path.rpartition(".")[2]
    ]
    hint = f"; near it: {', '.join(near)}" if near else "; “digest edition export” shows all"
    raise InvalidInput(f"An edition has no field “{path}”{hint}.")


def _fits(steps: list[str], pattern: list[str]) -> bool:
    return len(steps) == len(pattern) and all(
        known in ("*", step) or (known == _ITEM and step.isdigit())
        for step, known in zip(steps, pattern, strict=True)
    )


def _fields(table: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every field with the kind of its value: “weights.recency”, “sections.0.title”, “weights.countries.*”."""
    for name, field in table.model_fields.items():
        kind = field.annotation
        origin = getattr(kind, "__origin__", kind)
        yield f"{prefix}{name}", origin
        inner = get_args(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _fields(kind, f"{prefix}{name}.")
        elif origin is dict:
            yield f"{prefix}{name}.*", inner[1]
        elif origin is list and isinstance(inner[0], type) and issubclass(inner[0], BaseModel):
            yield from _fields(inner[0], f"{prefix}{name}.{_ITEM}.")


def _read(value: str, kind: Any) -> Any:
    try:
        read = tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        read = value
    if kind is list and not isinstance(read, list):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value if kind is str and not isinstance(read, str) else read

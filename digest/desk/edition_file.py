"""An edition as a TOML file: read with errors that name the field, written so that it reads back the same."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import tomli_w
from pydantic import ValidationError

from digest.core.cadence import Cadence
from digest.core.edition import Edition, Limits, SectionPlan, Sender, Weights
from digest.core.errors import InvalidInput
from digest.core.naming import OUR_NAMES, CategoryNames
from digest.core.quota import Mix, Quota
from digest.desk.edition_fields import DAYS
from digest.desk.edition_table import (
    CadenceTable,
    EditionTable,
    LimitsTable,
    MixTable,
    QuotaTable,
    SectionTable,
    SenderTable,
    WeightsTable,
)

_BY_NAME = ("countries", "categories", "half_lives")
"""Weights of single countries and categories: a table in the file."""


def read_edition(path: Path, names: CategoryNames = OUR_NAMES) -> Edition:
    """The edition in a TOML file, which may name the categories of `names`.

    InvalidInput names the file, the field and what is wrong with it.
    """
    try:
        return parse_edition(path.read_text(encoding="utf-8"), name=str(path), names=names)
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{path} is not UTF-8 text; save it as UTF-8.") from error


def parse_edition(text: str, *, name: str, names: CategoryNames = OUR_NAMES) -> Edition:
    """The edition in `text`, which may name the categories of `names`; `name` is how messages call the input."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(f"{name} is not valid TOML: {error}.") from error
    return edition_from_table(table, name=name, names=names)


def edition_from_table(table: dict[str, Any], *, name: str, names: CategoryNames = OUR_NAMES) -> Edition:
    """The edition that plain values describe; InvalidInput names the fields that are wrong."""
    try:
        return _to_edition(EditionTable.model_validate(table, context=names))
    except ValidationError as error:
        problems = (_problem(e) for e in error.errors(include_url=False))
        raise InvalidInput(f"{name} is not an edition: {'; '.join(problems)}.") from error


def write_edition(edition: Edition) -> str:
    """The edition as TOML, such that `parse_edition` gives the same edition back."""
    table = edition_as_table(edition)
    plain = {key: value for key, value in table.items() if not _is_table(value)}
    return tomli_w.dumps(plain | {key: value for key, value in table.items() if _is_table(value)})


def is_valid(edition: Edition, names: CategoryNames) -> bool:
    """Whether its file could be read where there are only the categories of `names`."""
    try:
        parse_edition(write_edition(edition), name=edition.key, names=names)
    except InvalidInput:
        return False
    return True


def edition_as_table(edition: Edition) -> dict[str, Any]:
    """The edition as plain values, under the names that the file has for them."""
    return _to_table(edition).model_dump(mode="json", exclude_none=True)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(v, dict) for v in value))


def _problem(error: Any) -> str:
    message = str(error["msg"]).removeprefix("Value error, ")
    field = ".".join(map(str, error["loc"]))
    return f"{field}: {message}" if field else message


def _to_edition(file: EditionTable) -> Edition:
    weights = file.weights.model_dump()
    for preferences in _BY_NAME:
        weights[preferences] = tuple(sorted(weights[preferences].items()))
    return Edition(
        key=file.key,
        name=file.name,
        masthead=file.masthead,
        sender=Sender(file.sender.address, file.sender.name, file.sender.reply_to),
        cadence=Cadence(
            zone=file.cadence.zone,
            at=file.cadence.at,
            days=tuple(sorted({DAYS.index(day) for day in file.cadence.days})),
            prepare=timedelta(minutes=file.cadence.prepare_minutes),
            grace=timedelta(minutes=file.cadence.grace_minutes),
            lateness=timedelta(minutes=file.cadence.lateness_minutes),
            span=timedelta(hours=file.cadence.span_hours) if file.cadence.span_hours else None,
        ),
        locale=file.locale,
        tagline=file.tagline,
        postal_address=file.postal_address,
        signature=file.signature,
        theme=file.theme,
        pictures=file.pictures,
        countries=tuple(file.countries),
        world=file.world,
        world_headlines=file.world_headlines,
        categories=tuple(file.categories),
        grouping=file.grouping,
        sections=tuple(
            SectionPlan(s.title, tuple(s.countries), tuple(s.categories), s.limit, s.headlines)
            for s in file.sections
        ),
        empty_sections=file.empty_sections,
        limits=Limits(**file.limits.model_dump()),
        quotas=tuple(Quota(*about, q.at_least, q.at_most) for q in file.quotas for about in q.about),
        mix=Mix(tuple(sorted(file.mix.countries.items())), tuple(sorted(file.mix.categories.items()))),
        weights=Weights(**weights),
        approval=file.approval,
        sign_up=file.sign_up,
        goodbye=file.goodbye,
        four_eyes=file.four_eyes,
        sensitive=tuple(file.sensitive),
        on_silence=file.on_silence,
        notify=tuple(file.notify),
        remind=timedelta(minutes=file.remind_minutes),
    )


def _to_table(edition: Edition) -> EditionTable:
    cadence, weights = edition.cadence, edition.weights
    return EditionTable(
        key=edition.key,
        name=edition.name,
        masthead=edition.masthead,
        cadence=CadenceTable(
            zone=cadence.zone,
            at=cadence.at,
            days=[DAYS[day] for day in cadence.days],
            prepare_minutes=cadence.prepare // timedelta(minutes=1),
            grace_minutes=cadence.grace // timedelta(minutes=1),
            lateness_minutes=cadence.lateness // timedelta(minutes=1),
            span_hours=cadence.span / timedelta(hours=1) if cadence.span else None,
        ),
        sender=SenderTable(
            address=edition.sender.address, name=edition.sender.name, reply_to=edition.sender.reply_to
        ),
        locale=edition.locale,
        tagline=edition.tagline,
        postal_address=edition.postal_address,
        signature=edition.signature,
        theme=edition.theme,
        pictures=edition.pictures,
        countries=list(edition.countries),
        world=edition.world,
        world_headlines=edition.world_headlines,
        categories=list(edition.categories),
        grouping=edition.grouping,
        approval=edition.approval,
        sign_up=edition.sign_up,
        goodbye=edition.goodbye,
        four_eyes=edition.four_eyes,
        sensitive=list(edition.sensitive),
        on_silence=edition.on_silence,
        notify=list(edition.notify),
        remind_minutes=edition.remind // timedelta(minutes=1),
        empty_sections=edition.empty_sections,
        limits=LimitsTable(**_fields(edition.limits)),
        quotas=[
            QuotaTable.model_validate({q.axis.value: q.value, "at_least": q.at_least, "at_most": q.at_most})
            for q in edition.quotas
        ],
        mix=MixTable(countries=dict(edition.mix.countries), categories=dict(edition.mix.categories)),
        weights=WeightsTable(
            **_fields(weights) | {preferences: dict(getattr(weights, preferences)) for preferences in _BY_NAME}
        ),
        sections=[
            SectionTable(
                **_fields(plan) | {"countries": list(plan.countries), "categories": list(plan.categories)}
            )
            for plan in edition.sections
        ],
    )


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}

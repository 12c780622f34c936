"""Clients: what fails hard in mail clients that many people use, by a table beside this module."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from digest.render.preflight.check import Check
from digest.render.preflight.css import Declaration, at_rules, read_style
from digest.render.preflight.document import Document, place
from digest.render.preflight.finding import Flaw, warning
from digest.render.preflight.specimen import Need, Specimen


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that some clients lack; one of the first four says what."""

    fails_in: tuple[str, ...]
    instead: str
    css: str = ""
    """A property; "*" is any."""
    element: str = ""
    attribute: str = ""
    at: str = ""
    values: tuple[str, ...] = ()
    """Of the property; none: any."""
    contains: str = ""
    """What a value of the property holds."""

    @property
    def name(self) -> str:
        """As it is written."""
        if self.css:
            return f"{self.contains}…)" if self.contains else self.css
        return f"<{self.element}>" if self.element else self.attribute or f"@{self.at}"

    def is_in(self, declaration: Declaration) -> bool:
        """Whether a declaration uses it."""
        if self.css not in ("*", declaration.name):
            return False
        if self.contains:
            return self.contains in declaration.value
        return (
            declaration.value not in ("none", "initial") if not self.values else declaration.value in self.values
        )


@cache
def features() -> tuple[Feature, ...]:
    """The table."""
    table = tomllib.loads(files(__package__).joinpath("clients.toml").read_text(encoding="utf-8"))
    return tuple(_read_feature(each) for each in table["feature"])


def _read_feature(table: dict[str, Any]) -> Feature:
    fields: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in table.items()}
    return Feature(**fields)


def _find_unsupported(mail: Specimen) -> Iterator[Flaw]:
    declared = list(_declarations(mail.document))
    used = at_rules(mail.document.sheets)
    for feature in features():
        if where := _first_use(feature, mail.document, declared, used):
            clients = " and ".join(feature.fails_in)
            yield warning(f"{feature.name} fails in {clients}.", where, feature.instead)


def _first_use(
    feature: Feature, document: Document, declared: list[tuple[str, Declaration]], used: frozenset[str]
) -> str:
    if feature.css:
        return next((where for where, each in declared if feature.is_in(each)), "")
    if feature.at:
        return "html, <style>" if feature.at in used else ""
    named = (
        each
        for each in document.elements
        if each.tag == feature.element or (feature.attribute and feature.attribute in each.attributes)
    )
    return next(map(place, named), "")


def _declarations(document: Document) -> Iterator[tuple[str, Declaration]]:
    for rule in document.rules:
        yield from (("html, <style>", declaration) for declaration in rule.declarations)
    for element in document.elements:
        if style := element.get("style"):
            yield from ((place(element), declaration) for declaration in read_style(style))


CHECKS = (Check("clients", "nothing fails hard in a client of many people", (Need.HTML,), _find_unsupported),)

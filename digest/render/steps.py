"""Steps: the parts of a plan, each of which writes what it comes to for one reader as encoded pieces."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any, Protocol

from digest.core.rendering import Piece
from digest.render.pieces import encode_pieces

Values = dict[str, Any]


class Step(Protocol):
    """A part of a plan."""

    def bind(self, constants: Values) -> "Step":
        """The same part for an issue whose `constants` are known; it remembers nothing of other issues."""

    def write(self, values: Values, out: list[Piece]) -> None:
        """Add what this part comes to for `values`."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Pieces that are the same in every mail of an issue."""

    pieces: tuple[Piece, ...]

    def bind(self, constants: Values) -> Step:
        return self

    def write(self, values: Values, out: list[Piece]) -> None:
        out.extend(self.pieces)


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of template that depends on `names`; what it comes to is encoded once and kept."""

    names: tuple[str, ...]
    render: Callable[[Values], str]
    kept: dict[Any, tuple[Piece, ...]] = field(default_factory=dict)

    def bind(self, constants: Values) -> Step:
        return Cell(self.names, self.render) if self.names else Fixed(encode_pieces(self.render(constants)))

    def write(self, values: Values, out: list[Piece]) -> None:
        key = itemgetter(*self.names)(values)
        pieces = self.kept.get(key)
        if pieces is None:
            pieces = self.kept[key] = encode_pieces(self.render(values))
        out.extend(pieces)


@dataclass(frozen=True, slots=True)
class Sequel:
    """Parts, one after the other."""

    steps: tuple[Step, ...]

    def bind(self, constants: Values) -> Step:
        bound: list[Step] = []
        for step in self.steps:
            before, part = bound[-1] if bound else None, step.bind(constants)
            if isinstance(before, Fixed) and isinstance(part, Fixed):
                bound[-1] = Fixed(before.pieces + part.pieces)
            else:
                bound.append(part)
        return Sequel(tuple(bound))

    def write(self, values: Values, out: list[Piece]) -> None:
        for step in self.steps:
            step.write(values, out)


@dataclass(frozen=True, slots=True)
class Branch:
    """`{% if name %}` around a loop."""

    name: str
    then: Step
    otherwise: Step

    def bind(self, constants: Values) -> Step:
        if self.name in constants:
            return (self.then if constants[self.name] else self.otherwise).bind(constants)
        return Branch(self.name, self.then.bind(constants), self.otherwise.bind(constants))

    def write(self, values: Values, out: list[Piece]) -> None:
        (self.then if values[self.name] else self.otherwise).write(values, out)


@dataclass(frozen=True, slots=True)
class Turn:
    """Jinja's `loop`, as far as a mail needs it; equal turns are one object, so that cells can be kept."""

    index: int
    first: bool
    last: bool


@cache
def _turns(count: int) -> tuple[Turn, ...]:
    return tuple(Turn(n + 1, n == 0, n == count - 1) for n in range(count))


@dataclass(frozen=True, slots=True)
class Loop:
    """`{% for target in name %}`."""

    targets: tuple[str, ...]
    name: str
    body: Step

    def bind(self, constants: Values) -> Step:
        return Loop(self.targets, self.name, self.body.bind(constants))

    def write(self, values: Values, out: list[Piece]) -> None:
        items = values[self.name]
        around = values.get("loop")
        for item, values["loop"] in zip(items, _turns(len(items)), strict=True):
            if len(self.targets) == 1:
                values[self.targets[0]] = item
            else:
                values.update(zip(self.targets, item, strict=True))
            self.body.write(values, out)
        values["loop"] = around

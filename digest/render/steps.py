"""Steps: the parts of a plan, each of which writes what it comes to for one reader as encoded pieces."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any, Protocol

from digest.core.rendering import Piece
from digest.render.kept import Kept
from digest.render.pieces import encode_pieces, join_pieces

Values = dict[str, Any]


class Step(Protocol):
    """A part of a plan."""

    @property
    def names(self) -> frozenset[str]:
        """The values that it depends on."""

    def bind(self, constants: Values) -> "Step":
        """The same part for an issue whose `constants` are known; it remembers nothing of other issues."""

    def write(self, values: Values, out: list[Piece]) -> None:
        """Add what this part comes to for `values`."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Pieces that are the same in every mail of an issue."""

    pieces: tuple[Piece, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset()

    def bind(self, constants: Values) -> Step:
        return self

    def write(self, values: Values, out: list[Piece]) -> None:
        out.extend(self.pieces)


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of template that depends on `names`."""

    names: frozenset[str]
    render: Callable[[Values], str]

    def bind(self, constants: Values) -> Step:
        if not self.names:
            return Fixed(encode_pieces(self.render(constants)))
        order = tuple(sorted(self.names))
        render, is_single = self.render, len(order) == 1

        def make(key: Any) -> tuple[Piece, ...]:
            own = {order[0]: key} if is_single else dict(zip(order, key, strict=True))
            return encode_pieces(render(constants | own))

        return BoundCell(self.names, itemgetter(*order), Kept(make))

    def write(self, values: Values, out: list[Piece]) -> None:
        out.extend(encode_pieces(self.render(values)))


@dataclass(frozen=True, slots=True)
class BoundCell:
    """A cell in an issue; what it comes to is encoded once and kept."""

    names: frozenset[str]
    key: Callable[[Values], Any]
    kept: Kept[Any, tuple[Piece, ...]]

    def bind(self, constants: Values) -> Step:
        return self

    def write(self, values: Values, out: list[Piece]) -> None:
        out.extend(self.kept[self.key(values)])


@dataclass(frozen=True, slots=True)
class Sequel:
    """Parts, one after the other."""

    steps: tuple[Step, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset[str]().union(*(step.names for step in self.steps))

    def bind(self, constants: Values) -> Step:
        bound: list[Step] = []
        for part in chain.from_iterable(_parts(step.bind(constants)) for step in self.steps):
            before = bound[-1] if bound else None
            if isinstance(before, Fixed) and isinstance(part, Fixed):
                bound[-1] = Fixed(join_pieces(before.pieces + part.pieces))
            else:
                bound.append(part)
        return Sequel(tuple(bound))

    def write(self, values: Values, out: list[Piece]) -> None:
        for step in self.steps:
            step.write(values, out)


def _parts(step: Step) -> tuple[Step, ...]:
    return step.steps if isinstance(step, Sequel) else (step,)


@dataclass(frozen=True, slots=True)
class Branch:
    """`{% if name %}`."""

    name: str
    then: Step
    otherwise: Step

    @property
    def names(self) -> frozenset[str]:
        return self.then.names | self.otherwise.names | {self.name}

    def bind(self, constants: Values) -> Step:
        if self.name in constants:
            return (self.then if constants[self.name] else self.otherwise).bind(constants)
        return Branch(self.name, self.then.bind(constants), self.otherwise.bind(constants))

    def write(self, values: Values, out: list[Piece]) -> None:
        (self.then if values[self.name] else self.otherwise).write(values, out)


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """Jinja's `loop`, as far as a mail needs it."""

    index: int
    first: bool
    last: bool


@cache
def _turns(count: int, asked: frozenset[str]) -> tuple[Turn, ...]:
    """The turns of a loop over `count` items; those that are equal in all that is `asked` are one object."""
    turns = (Turn(n + 1, n == 0, n == count - 1) for n in range(count))
    return tuple(_known_turns.setdefault((asked, *_answers(turn, asked)), turn) for turn in turns)


_known_turns: dict[tuple[object, ...], Turn] = {}


def _answers(turn: Turn, asked: frozenset[str]) -> tuple[object, ...]:
    return tuple(getattr(turn, name) for name in sorted(asked))


@dataclass(frozen=True, slots=True)
class Loop:
    """`{% for target in name %}`."""

    targets: tuple[str, ...]
    name: str
    body: Step
    asked: frozenset[str]
    """What the body asks of `loop`."""

    @property
    def names(self) -> frozenset[str]:
        return (self.body.names - {*self.targets, "loop"}) | {self.name}

    def bind(self, constants: Values) -> Step:
        loop = Loop(self.targets, self.name, self.body.bind(constants), self.asked)
        return loop if loop.names - {self.name} else BoundLoop(loop, Kept(loop.make))

    def write(self, values: Values, out: list[Piece]) -> None:
        items = values[self.name]
        for item, turn in zip(items, _turns(len(items), self.asked), strict=True):
            self.body.write(values | self._own(item, turn), out)

    def make(self, key: tuple[Any, Turn]) -> tuple[Piece, ...]:
        """What one turn comes to where its body depends on nothing else."""
        pieces: list[Piece] = []
        self.body.write(self._own(*key), pieces)
        return join_pieces(pieces)

    def _own(self, item: Any, turn: Turn) -> Values:
        values = (item,) if len(self.targets) == 1 else item
        return dict(zip(self.targets, values, strict=True)) | {"loop": turn}


@dataclass(frozen=True, slots=True)
class BoundLoop:
    """A loop in an issue of which each turn depends on its item alone; what that comes to is kept."""

    loop: Loop
    kept: Kept[tuple[Any, Turn], tuple[Piece, ...]]

    @property
    def names(self) -> frozenset[str]:
        return self.loop.names

    def bind(self, constants: Values) -> Step:
        return self

    def write(self, values: Values, out: list[Piece]) -> None:
        items = values[self.loop.name]
        turns = _turns(len(items), self.loop.asked)
        out.extend(chain.from_iterable(map(self.kept.__getitem__, zip(items, turns, strict=True))))

"""Steps: the parts of a plan, each of which writes what it comes to for one reader as encoded pieces.

In an issue a part knows its constants, and keeps what it came to by the values that it depends on.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from operator import itemgetter
from typing import Any, Protocol

from digest.core.rendering import Piece, join_pieces
from digest.render.kept import Kept
from digest.render.pieces import encode_pieces

Values = dict[str, Any]


class Step(Protocol):
    """A part of a plan."""

    @property
    def names(self) -> frozenset[str]:
        """The values that it depends on."""

    @property
    def is_wide(self) -> bool:
        """Whether it is different for nearly every reader, so that it is not worth being kept whole."""

    def bind(self, constants: Values) -> "Step":
        """The same part for an issue whose `constants` are known; it remembers nothing of other issues."""

    def write(self, values: Values, out: list[Piece]) -> None:
        """Add what this part comes to for `values`."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Pieces that are the same in every mail of an issue."""

    pieces: tuple[Piece, ...]
    names: frozenset[str] = frozenset()
    is_wide: bool = False

    def bind(self, constants: Values) -> Step:
        return self

    def write(self, values: Values, out: list[Piece]) -> None:
        out += self.pieces


@dataclass(frozen=True, slots=True)
class Bound:
    """A part in an issue: what it `asks` of the values, and what it `gives` for that."""

    names: frozenset[str]
    asks: Callable[[Values], Any]
    gives: Callable[[Any], Iterable[Piece]]
    is_wide: bool = False

    def bind(self, constants: Values) -> Step:
        return self

    def write(self, values: Values, out: list[Piece]) -> None:
        out += self.gives(self.asks(values))


def _keep(names: frozenset[str], make: Callable[[Values], Sequence[Piece]]) -> Bound:
    """A part that keeps what it came to by all that it depends on."""
    order = tuple(sorted(names))
    if len(order) == 1:
        return Bound(names, itemgetter(*order), Kept(lambda value: make({order[0]: value})).__getitem__)
    return Bound(names, itemgetter(*order), Kept(lambda row: make(dict(zip(order, row, strict=True)))).__getitem__)


_Row = tuple[Callable[[Values], Any], Callable[[Any], Iterable[Piece]], tuple[Piece, ...]]


def _written(step: Step, values: Values) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    step.write(values, pieces)
    return join_pieces(pieces)


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of template that depends on `names`."""

    names: frozenset[str]
    render: Callable[[Values], str]
    is_wide: bool = False

    def bind(self, constants: Values) -> Step:
        if not self.names:
            return Fixed(encode_pieces(self.render(constants)))
        return _keep(self.names, lambda values: encode_pieces(self.render(constants | values)))

    def write(self, values: Values, out: list[Piece]) -> None:
        out += encode_pieces(self.render(values))


@dataclass(frozen=True, slots=True)
class Sequel:
    """Parts, one after the other."""

    steps: tuple[Step, ...]
    rows: tuple[_Row, ...] = ()
    """The same in an issue."""

    @property
    def names(self) -> frozenset[str]:
        return frozenset[str]().union(*(step.names for step in self.steps))

    @property
    def is_wide(self) -> bool:
        return any(step.is_wide for step in self.steps)

    def bind(self, constants: Values) -> Step:
        bound = tuple(_merge(step.bind(constants) for step in self.steps))
        return bound[0] if len(bound) == 1 else Sequel(bound, tuple(_rows(bound)))

    def write(self, values: Values, out: list[Piece]) -> None:
        if not self.rows:
            for step in self.steps:
                step.write(values, out)
        for asks, gives, after in self.rows:
            out += gives(asks(values))
            out += after


def _rows(steps: tuple[Step, ...]) -> Iterator[_Row]:
    """Bound parts as bare functions, each with what is fixed after it: a third less to do for every mail."""
    for n, step in enumerate(steps):
        after = steps[n + 1] if n + 1 < len(steps) else None
        fixed = after.pieces if isinstance(after, Fixed) else ()
        match step:
            case Bound():
                yield step.asks, step.gives, fixed
            case Fixed() if n:
                continue
            case _:
                yield _all, partial(_written, step), fixed


def _all(values: Values) -> Values:
    return values


def _merge(steps: Iterable[Step]) -> Iterator[Step]:
    """The same parts, those of a sequel among them, with neighbours that are fixed as one."""
    fixed: tuple[Piece, ...] = ()
    for step in chain.from_iterable(step.steps if isinstance(step, Sequel) else (step,) for step in steps):
        if isinstance(step, Fixed):
            fixed += step.pieces
            continue
        if fixed:
            yield Fixed(join_pieces(fixed))
            fixed = ()
        yield step
    if fixed:
        yield Fixed(join_pieces(fixed))


@dataclass(frozen=True, slots=True)
class Branch:
    """`{% if name %}`."""

    name: str
    then: Step
    otherwise: Step

    @property
    def names(self) -> frozenset[str]:
        return self.then.names | self.otherwise.names | {self.name}

    @property
    def is_wide(self) -> bool:
        return self.then.is_wide or self.otherwise.is_wide

    def bind(self, constants: Values) -> Step:
        if self.name in constants:
            return (self.then if constants[self.name] else self.otherwise).bind(constants)
        branch = Branch(self.name, self.then.bind(constants), self.otherwise.bind(constants))
        if branch.is_wide or len(branch.names) > 1:
            return branch
        return _keep(branch.names, lambda values: _written(branch, values))

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

    @property
    def is_wide(self) -> bool:
        """Over sections: each of them has few forms, all together have as many as there are readers."""
        return len(self.targets) > 1 or self.body.is_wide

    def bind(self, constants: Values) -> Step:
        loop = Loop(self.targets, self.name, self.body.bind(constants), self.asked)
        if len(loop.names) > 1:
            return loop
        give = loop.kept_turns() if loop.asked else loop.kept_items()
        if loop.is_wide:
            return Bound(loop.names, itemgetter(loop.name), give, is_wide=True)
        return _keep(loop.names, lambda values: join_pieces(give(values[loop.name])))

    def kept_turns(self) -> Callable[[tuple[Any, ...]], Iterable[Piece]]:
        """What an issue's items come to, kept by item and turn."""
        turns = Kept(self.make)

        def give(items: tuple[Any, ...]) -> Iterable[Piece]:
            pairs = zip(items, _turns(len(items), self.asked), strict=True)
            return chain.from_iterable(map(turns.__getitem__, pairs))

        return give

    def kept_items(self) -> Callable[[tuple[Any, ...]], Iterable[Piece]]:
        """The same where the body asks nothing of `loop`."""
        (turn,) = _turns(1, self.asked)
        known: Kept[Any, tuple[Piece, ...]] = Kept(lambda item: self.make((item, turn)))
        return lambda items: chain.from_iterable(map(known.__getitem__, items))

    def write(self, values: Values, out: list[Piece]) -> None:
        items = values[self.name]
        for item, turn in zip(items, _turns(len(items), self.asked), strict=True):
            self.body.write(values | self._own(item, turn), out)

    def make(self, key: tuple[Any, Turn]) -> tuple[Piece, ...]:
        """What one turn comes to where its body depends on nothing else."""
        return _written(self.body, self._own(*key))

    def _own(self, item: Any, turn: Turn) -> Values:
        values = (item,) if len(self.targets) == 1 else item
        return dict(zip(self.targets, values, strict=True)) | {"loop": turn}

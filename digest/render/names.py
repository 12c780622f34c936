"""Names: what a mail template may say in Jinja, and of which values.

A template loops, prints and tests for presence; it does not compute. That is held here, before anything runs:
so no template can take more time or memory than its length and the issue account for, and a misspelt name is
found with its line, also where no issue of today would come upon it.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from jinja2 import Environment, nodes

from digest.core.errors import InvalidTemplate
from digest.render.source import Source
from digest.render.steps import Turn

_DEEPEST = 3
"""Loops in loops: sections, their stories, and what stands in a story."""
_PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")
_SAME = frozenset({"default", "d", "list", "reverse", "sort", "unique"})
"""Filters that give what they get, as far as its kind is concerned."""

Kinds = Mapping[str, Any]
"""What each name stands for, as a type; None where nothing is known."""


def check_names(environment: Environment, source: Source, kinds: Kinds) -> None:
    """Raise InvalidTemplate for each name, filter and statement of `source` that a mail template does not have."""
    reader = _Reader(environment)
    constructs = [construct for construct in source.constructs(environment) if not construct.is_comment]
    by_line = [construct for construct in constructs for _ in range(1 + construct.text.count("\n"))]
    # The text between them says nothing here. Without it a line is of one construct, and so of one file.
    tree = _parse(environment, "\n".join(construct.text for construct in constructs))
    faults = reader.statements(tree.body, dict(kinds), depth=0)
    told = dict.fromkeys(f"{source.place(by_line[line - 1].find(word))}: {told}" for word, line, told in faults)
    if told:  # each once, however often a part is included
        raise InvalidTemplate(*told)


_parse = lru_cache(maxsize=8)(Environment.parse)
"""Templates are looked at again for each theme, which only has other values."""

_Fault = tuple[str, int, str]
"""The word that is wrong, its line, and what to do about it."""


class _Reader:
    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def statements(self, body: list[nodes.Node], kinds: Kinds, *, depth: int) -> Iterator[_Fault]:
        for node in body:
            match node:
                case nodes.Output():
                    for child in node.nodes:
                        yield from self._expression(child, kinds)
                case nodes.If():
                    yield from self._expression(node.test, kinds)
                    yield from self.statements([*node.body, *node.elif_, *node.else_], kinds, depth=depth)
                case nodes.For():
                    yield from self._loop(node, kinds, depth=depth + 1)
                case _:
                    statement = type(node).__name__.lower()
                    told = f"a mail template knows text, {{{{ }}}}, if and for; “{statement}” is none of them."
                    yield statement, node.lineno, told

    def _loop(self, node: nodes.For, kinds: Kinds, *, depth: int) -> Iterator[_Fault]:
        kind = self._kind(node.iter, kinds)
        if depth > _DEEPEST:
            yield "for", node.lineno, f"loops stand at most {_DEEPEST} deep in each other."
        if get_origin(kind) is not tuple:
            yield "for", node.lineno, "a loop goes over what an issue has several of, such as sections."
        yield from self._expression(node.iter, kinds)
        inner = {**kinds, **_targets(node.target, _item(kind)), "loop": Turn}
        if node.test:
            yield from self._expression(node.test, inner)
        yield from self.statements(node.body, inner, depth=depth)
        yield from self.statements(node.else_, kinds, depth=depth)

    def _expression(self, node: nodes.Node, kinds: Kinds) -> Iterator[_Fault]:
        environment = self._environment
        match node:
            case nodes.Name(name=name) if name not in kinds:
                yield name, node.lineno, f"“{name}” is nothing that a mail template has{_near(name, kinds)}."
            case nodes.Getattr():
                yield from self._attribute(node, kinds)
            case nodes.Filter(name=name) if name not in environment.filters:
                yield name, node.lineno, f"there is no filter “{name}”{_near(name, environment.filters)}."
            case nodes.Test(name=name) if name not in environment.tests:
                yield name, node.lineno, f"there is no test “{name}”{_near(name, environment.tests)}."
            case nodes.Call():
                yield from _call(node)
            case nodes.BinExpr(operator=sign) if sign in getattr(environment, "intercepted_binops", ()):
                yield sign, node.lineno, f"a mail template does not compute, so “{sign}” cannot be used."
        for child in node.iter_child_nodes():
            yield from self._expression(child, kinds)

    def _attribute(self, node: nodes.Getattr, kinds: Kinds) -> Iterator[_Fault]:
        kind = self._kind(node.node, kinds)
        if kind is None:
            return
        known = _parts(kind)
        if node.attr not in known:
            shown = f"{node.node.name}.{node.attr}" if isinstance(node.node, nodes.Name) else node.attr
            yield node.attr, node.lineno, f"there is no “{shown}”{_near(node.attr, known)}."

    def _kind(self, node: nodes.Node, kinds: Kinds) -> Any:
        match node:
            case nodes.Name(name=name):
                return kinds.get(name)
            case nodes.Getattr():
                return _parts(self._kind(node.node, kinds)).get(node.attr)
            case nodes.Getitem(arg=nodes.Const()):
                return _item(self._kind(node.node, kinds))
            case nodes.Filter(name=name, node=nodes.Node() as inner) if name in _SAME:
                return self._kind(inner, kinds)
            case nodes.Filter(name="first" | "last", node=nodes.Node() as inner):
                return _item(self._kind(inner, kinds))
        return None


def _call(node: nodes.Call) -> Iterator[_Fault]:
    """Only `_("…", name=value)`, with nothing in the text that asks for more than a value."""
    match node.node, node.args:
        case nodes.Name(name="_"), [nodes.Const(value=str() as text)]:
            given = {keyword.key for keyword in node.kwargs}
            asked = set(_PLACEHOLDER.findall(text)) - {""}
            if "%" in _PLACEHOLDER.sub("", text) or asked - given or node.dyn_args or node.dyn_kwargs:
                told = f"“{text}” may hold %(name)s of names that follow it, and %% for the sign."
                yield text, node.lineno, told
        case called, _:
            word = str(getattr(called, "attr", getattr(called, "name", "")))
            yield word, node.lineno, 'a mail template calls nothing but _("…").'


def _targets(target: nodes.Node, kind: Any) -> dict[str, Any]:
    if isinstance(target, nodes.Name):
        return {target.name: kind}
    names = [name.name for name in target.find_all(nodes.Name)]
    kinds = get_args(kind) if get_origin(kind) is tuple and ... not in get_args(kind) else ()
    return dict(zip(names, (*kinds, *[None] * len(names)), strict=False))


def _item(kind: Any) -> Any:
    """What a tuple of any length holds."""
    kinds = get_args(kind)
    return kinds[0] if get_origin(kind) is tuple and kinds[-1] is ... else None


@cache
def _parts(kind: Any) -> Mapping[str, Any]:
    """The attributes of a view; nothing has any other."""
    found = [each for each in get_args(kind) or (kind,) if each is not NoneType]
    return get_type_hints(found[0]) if len(found) == 1 and hasattr(found[0], "__slots__") else {}


def _near(name: str, known: Mapping[str, Any]) -> str:
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.7)
    return f"; did you mean “{near[0]}”" if near else ""

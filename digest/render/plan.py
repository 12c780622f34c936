"""Plan: a template taken apart into stretches whose outcome can be kept, so that most of a mail is a join.

A mail template is text, `{{ }}`, `if` and `for`. What it comes to for one reader differs from another’s
in which stories there are and in a few short values. So a loop over a name becomes a loop here, and what
stands in it becomes cells: stretches that depend on the same names. A plan means exactly what its template
means to Jinja, if that has only names and statements that a mail has (see names).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, Template, nodes

from digest.render.steps import Branch, Cell, Loop, Sequel, Step, Values

Render = Callable[[Values], str]

_HEAVY = 300
"""Characters."""


def make_plan(environment: Environment, source: str, *, constants: frozenset[str], values: frozenset[str]) -> Step:
    """The plan of a template that uses the names `constants` and `values`."""
    planner = _Planner(environment, constants)
    return planner.sequel(environment.parse(source).body, constants | values)


@dataclass(frozen=True, slots=True)
class _Planner:
    environment: Environment
    constants: frozenset[str]

    def sequel(self, body: Sequence[nodes.Node], known: frozenset[str]) -> Step:
        steps: list[Step] = []
        cell: list[nodes.Node] = []
        names: frozenset[str] = frozenset()
        for node in _atoms(body):
            opened = self._open(node, known)
            needed = frozenset() if opened else self._names(node)
            if opened or _is_heavy(node) or (needed and needed != names):
                steps += self._cell(cell, names)
                cell, names = [], needed
            if opened:
                steps.append(opened)
            else:
                cell.append(node)
        return Sequel((*steps, *self._cell(cell, names)))

    def _open(self, node: nodes.Node, known: frozenset[str]) -> Step | None:
        """A loop over a name, or a condition that is one; None for what is better kept whole."""
        match node:
            case nodes.For(iter=nodes.Name(name=name), test=None, else_=[], recursive=False) if name in known:
                targets = _targets(node.target)
                body = self.sequel(node.body, known | {*targets, "loop"})
                return Loop(targets, name, body, frozenset(_asked_of_loop(node.body)))
            case nodes.If(test=nodes.Name(name=name), elif_=[]) if name in known:
                return Branch(name, self.sequel(node.body, known), self.sequel(node.else_, known))
            case nodes.If(test=nodes.Not(node=nodes.Name(name=name)), elif_=[]) if name in known:
                return Branch(name, self.sequel(node.else_, known), self.sequel(node.body, known))
        return None

    def _names(self, node: nodes.Node) -> frozenset[str]:
        return frozenset(_free_names(node)) - self.constants

    def _cell(self, body: list[nodes.Node], names: frozenset[str]) -> Iterator[Step]:
        if body:
            yield Cell(names, _constant(body) or self._filled(body))

    def _filled(self, body: list[nodes.Node]) -> Render:
        """What Jinja makes of `body`, compiled when it is first asked for: a good part of a template never is."""
        environment = self.environment

        @cache
        def template() -> Template:
            whole = nodes.Template(body, lineno=1)
            whole.set_environment(environment)
            code = environment.compile(whole)
            return environment.template_class.from_code(environment, code, environment.make_globals(None))

        return lambda values: template().render(values)


def _constant(body: Sequence[nodes.Node]) -> Render | None:
    """What nothing but text comes to."""
    texts = [text for node in body if isinstance(node, nodes.Output) for text in node.nodes]
    if len(texts) < len(body):
        return None
    whole = "".join(text.data for text in texts if isinstance(text, nodes.TemplateData))
    return (lambda values: whole) if all(isinstance(text, nodes.TemplateData) for text in texts) else None


def _free_names(node: nodes.Node) -> Iterator[str]:
    """The names that `node` asks for, apart from those that its loops give."""
    match node:
        case nodes.Name(name=name):
            yield name
        case nodes.For():
            given = {*_targets(node.target), "loop"}
            yield from _free_names(node.iter)
            for child in (*node.body, *([node.test] if node.test else [])):
                yield from (name for name in _free_names(child) if name not in given)
            for child in node.else_:
                yield from _free_names(child)
        case _:
            for child in node.iter_child_nodes():
                yield from _free_names(child)


def _targets(target: nodes.Node) -> tuple[str, ...]:
    if isinstance(target, nodes.Name):
        return (target.name,)
    return tuple(name.name for name in target.find_all(nodes.Name))


def _atoms(body: Sequence[nodes.Node]) -> Iterator[nodes.Node]:
    """The nodes of `body`, with text and values apart."""
    for node in body:
        if isinstance(node, nodes.Output):
            yield from (nodes.Output([child], lineno=node.lineno) for child in node.nodes)
        else:
            yield node


def _is_heavy(node: nodes.Node) -> bool:
    """Whether `node` is so much text that it should not be kept with every value that stands before it."""
    return (
        isinstance(node, nodes.Output)
        and sum(len(text.data) for text in node.find_all(nodes.TemplateData)) > _HEAVY
    )


def _asked_of_loop(body: Iterable[nodes.Node]) -> Iterator[str]:
    """The attributes of `loop` that `body` uses; inner loops have one of their own."""
    for node in body:
        match node:
            case nodes.Getattr(node=nodes.Name(name="loop"), attr=name):
                yield name
            case nodes.For():
                yield from _asked_of_loop([node.iter, *node.else_])
            case _:
                yield from _asked_of_loop(node.iter_child_nodes())

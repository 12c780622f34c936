"""CSS: style sheets and style attributes as rules, as far as mails use them; nothing here raises.

Selectors of names, classes, ids, attributes, `:root`, descendants and children are understood; rules with any
other selector match nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from digest.render.preflight.element import Element

_MOST_RULES = 400
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.S)
_PIECE = re.compile(r"([^{};]*+)([{};]|\Z)")
_DECLARATION = re.compile(r"""(?:[^;("']++|\([^)]*+(?:\)|\Z)|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))++""")
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.I)
_STEP = re.compile(r"\s*([>+~])\s*|\s+")
_SIMPLE = re.compile(r"([.#]?)([\w-]+)|\[([\w-]+)(?:=[\"']?([^\]\"']*)[\"']?)?\]|(\*)|(:root)")


@dataclass(frozen=True, slots=True)
class Declaration:
    """One property with its value, both in lower case."""

    name: str
    value: str
    is_important: bool


@dataclass(frozen=True, slots=True)
class _Compound:
    """What is asked of one element."""

    tag: str
    id: str
    classes: frozenset[str]
    attributes: tuple[tuple[str, str], ...]

    def fits(self, element: Element) -> bool:
        return (
            (not self.tag or self.tag == element.tag)
            and (not self.id or self.id == element.get("id"))
            and (not self.classes or self.classes <= element.classes)
            and all(
                name in element.attributes and value in ("", element.get(name)) for name, value in self.attributes
            )
        )


@dataclass(frozen=True, slots=True)
class Selector:
    """Compounds from the element outwards, each with whether it has to be the very parent of the one before."""

    subject: _Compound
    around: tuple[tuple[_Compound, bool], ...]

    @property
    def key(self) -> str:
        """What an element has to be to be selected: of a class, of a name, or anything."""
        return next((f".{name}" for name in self.subject.classes), self.subject.tag or "*")

    @property
    def weight(self) -> tuple[int, int, int]:
        """Its specificity."""
        every = (self.subject, *(compound for compound, _ in self.around))
        return (
            sum(bool(each.id) for each in every),
            sum(len(each.classes) + len(each.attributes) for each in every),
            sum(bool(each.tag) for each in every),
        )

    def matches(self, element: Element) -> bool:
        """Whether it selects `element`. The nearest ancestor that fits is taken, which keeps this quick."""
        if not self.subject.fits(element):
            return False
        for compound, is_parent in self.around:
            candidates = element.ancestors()
            nearest = next(candidates, None) if is_parent else next(filter(compound.fits, candidates), None)
            if nearest is None or not compound.fits(nearest):
                return False
            element = nearest
        return True


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a style sheet."""

    media: str
    """The queries that it stands under, without blanks, in lower case; empty if it always holds."""
    selectors: tuple[Selector, ...]
    declarations: tuple[Declaration, ...]


def read_sheets(sheets: Iterable[Element]) -> tuple[Rule, ...]:
    """The rules of elements `<style>`, in order; of very many, the first ones."""
    rules: list[Rule] = []
    for sheet in sheets:
        for rule in _read_sheet(_raw(sheet), media=_squeeze(sheet.get("media"))):
            if len(rules) == _MOST_RULES:
                return tuple(rules)
            rules.append(rule)
    return tuple(rules)


def at_rules(sheets: Iterable[Element]) -> frozenset[str]:
    """The names of the at-rules in elements `<style>`: "media", "font-face"."""
    names = (re.findall(r"@([a-z-]+)", _COMMENT.sub("", _raw(sheet)), re.I) for sheet in sheets)
    return frozenset(name.lower() for each in names for name in each)


def read_style(style: str) -> tuple[Declaration, ...]:
    """The declarations of a style attribute."""
    return tuple(filter(None, (_read_declaration(each[0]) for each in _DECLARATION.finditer(style))))


def _read_sheet(css: str, *, media: str) -> Iterator[Rule]:
    around: list[str] = []
    selectors: str | None = None
    declarations: list[Declaration | None] = []
    for text, mark in _PIECE.findall(_COMMENT.sub(" ", css)):
        if mark == "{":
            if text.lstrip().startswith("@") and not text.lstrip().lower().startswith(("@font-face", "@page")):
                around.append(_squeeze(text))
            else:
                selectors, declarations = text.strip(), []
        elif selectors is not None:
            declarations.append(_read_declaration(text))
            if mark != ";":
                queries = "".join(each.removeprefix("@media") for each in around)
                chosen = tuple(filter(None, map(_read_selector, selectors.split(","))))
                yield Rule(media + queries, chosen, tuple(filter(None, declarations)))
                selectors = None
        elif mark == "}" and around:
            around.pop()


def _read_declaration(text: str) -> Declaration | None:
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        return None
    plain = _IMPORTANT.sub("", value.strip().lower()[:500])
    return Declaration(name.strip().lower()[:60], plain, "!" in value and plain != value.strip().lower()[:500])


def _read_selector(text: str) -> Selector | None:
    steps = _STEP.split(text.strip()[:200])
    compounds = [_read_compound(each) for each in steps[::2]]
    combinators = steps[1::2]
    known = [compound for compound in compounds if compound]
    if len(known) < len(compounds) or not known or {"+", "~"} & set(combinators):
        return None
    around = zip(reversed(known[:-1]), (each == ">" for each in reversed(combinators)), strict=True)
    return Selector(known[-1], tuple(around))


def _read_compound(text: str) -> _Compound | None:
    found = list(_SIMPLE.finditer(text))
    if not text or "".join(each[0] for each in found) != text:
        return None
    names = {kind: [each[2] for each in found if each[2] and each[1] == kind] for kind in ("", ".", "#")}
    if any(each[6] for each in found):
        names[""] = ["html"]
    attributes = tuple((each[3].lower(), each[4] or "") for each in found if each[3])
    tag = names[""][0].lower() if names[""] else ""
    return _Compound(tag, next(iter(names["#"]), ""), frozenset(names["."]), attributes)


def _raw(sheet: Element) -> str:
    return "".join(child for child in sheet.children if isinstance(child, str))


def _squeeze(text: str) -> str:
    return "".join(text.split()).lower()

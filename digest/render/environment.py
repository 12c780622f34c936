"""The two dialects of Jinja that our templates are written in: one for HTML, one for plain text."""

import textwrap
from functools import cache
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateError
from jinja2.exceptions import FilterArgumentError, SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from digest.core.errors import InvalidInput

TEXT_WIDTH = 72
_FILTERS = (
    "abs capitalize count d default e escape first int last length list lower max min reverse round sort string "
    "striptags sum title trim truncate unique upper urlencode"
)
"""Others can ask for gigabytes in one call, reach into what a view hides, or leave values unescaped."""
_TESTS = "defined divisibleby eq even false ge gt in integer le lt ne none number odd sameas string true undefined"


class _Sandbox(ImmutableSandboxedEnvironment):
    """Of Jinja what a mail needs: it prints, loops and compares, but computes and calls nothing."""

    intercepted_binops = frozenset({"*", "**", "/", "//", "%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(f"a mail template does not compute, so “{operator}” cannot be used")

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Methods of texts, such as `ljust`, can ask for gigabytes."""
        return super().is_safe_attribute(obj, attr, value) and not callable(value)

    def wrap_str_format(self, value: Any) -> None:
        """`"{:>999999999}".format(1)` is no exception from that."""


@cache
def html_environment() -> Environment:
    """Escapes every value; blanks are left to the compiler."""
    return _sandbox(autoescape=True)


@cache
def text_environment() -> Environment:
    """Escapes nothing; a line that holds only a tag leaves no line behind. Adds the filter `wrap`."""
    environment = _sandbox(autoescape=False)
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters["wrap"] = wrap
    return environment


def wrap(text: str, indent: str = "") -> str:
    """`text` in lines of at most 72 characters; `indent` opens each line but the first."""
    if len(indent) >= TEXT_WIDTH:
        raise FilterArgumentError(f"an indent of {len(indent)} characters leaves no room in {TEXT_WIDTH}")
    return textwrap.fill(
        text, TEXT_WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


class filling:
    """Around the filling of templates: InvalidInput says what one of them asks for in vain."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (TemplateError, TypeError, ValueError, ArithmeticError)):
            raise InvalidInput(f"The mail template cannot be filled: {error}.") from error


def _sandbox(*, autoescape: bool) -> Environment:
    environment = _Sandbox(autoescape=autoescape, undefined=StrictUndefined, keep_trailing_newline=True)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS.split()}
    environment.tests = {name: environment.tests[name] for name in _TESTS.split()}
    return environment

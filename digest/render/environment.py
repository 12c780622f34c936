"""The two dialects of Jinja that our templates are written in: one for HTML, one for plain text."""

import textwrap

from jinja2 import Environment, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

TEXT_WIDTH = 72
_COSTLY_FILTERS = ("format", "center", "indent", "wordwrap")
"""One call of these can ask for gigabytes."""


def html_environment() -> Environment:
    """Escapes every value; blanks are left to the compiler."""
    return _sandbox(autoescape=True)


def text_environment() -> Environment:
    """Escapes nothing; a line that holds only a tag leaves no line behind. Adds the filter `wrap`."""
    environment = _sandbox(autoescape=False)
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters["wrap"] = wrap
    return environment


def wrap(text: str, indent: str = "") -> str:
    """`text` in lines of at most 72 characters; `indent` opens each line but the first."""
    return textwrap.fill(
        text, TEXT_WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _sandbox(*, autoescape: bool) -> Environment:
    environment = ImmutableSandboxedEnvironment(
        autoescape=autoescape, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.globals.clear()
    for name in _COSTLY_FILTERS:
        del environment.filters[name]
    return environment

"""Prepare the templates of a mail: read with their parts, checked, and compiled into what Jinja fills."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial

from jinja2 import Template

from digest.core.errors import InvalidTemplate
from digest.render.compile import compile_mail
from digest.render.environment import html_environment, text_environment
from digest.render.names import check_names
from digest.render.plan import make_plan
from digest.render.steps import Step
from digest.render.templates import Library
from digest.render.vocabulary import CONSTANTS, OF_MAIL, OF_SUBJECT, VALUES

SUBJECT, HTML, TEXT = "issue/subject.txt.j2", "issue/body.mjml.j2", "issue/body.txt.j2"


@dataclass(frozen=True, slots=True)
class Prepared:
    """The templates of a mail as Jinja alone."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a mail, ready to be filled."""

    subject: Template
    page: Callable[[], Template]
    """All of the HTML at once, compiled when it is first asked for: no mail needs it."""
    html: Step
    text: Step


def prepare(library: Library) -> Prepared:
    """Read and compile the templates; InvalidTemplate tells all mistakes that are in them."""
    for_html, for_text = html_environment(), text_environment()
    faults: list[str] = []
    with _noted(faults):
        body = library.read(HTML, for_html)
        with _noted(faults):
            check_names(for_html, body, OF_MAIL)
        html = compile_mail(for_html, body)
    with _noted(faults):
        text = library.read(TEXT, for_text)
        check_names(for_text, text, OF_MAIL)
    with _noted(faults):
        subject = library.read(SUBJECT, for_text)
        check_names(for_text, subject, OF_SUBJECT)
    if faults:
        raise InvalidTemplate(*dict.fromkeys(faults))
    return Prepared(subject=subject.text, html=html, text=text.text)


@contextmanager
def _noted(faults: list[str]) -> Iterator[None]:
    """Go on behind a template with mistakes, so that those of the others are told as well."""
    try:
        yield
    except InvalidTemplate as error:
        faults += error.args


def set_up(prepared: Prepared) -> Templates:
    """Compile what is Jinja."""
    for_html, for_text = html_environment(), text_environment()
    constants, values = frozenset(CONSTANTS), frozenset(VALUES)
    return Templates(
        subject=for_text.from_string(prepared.subject),
        page=cache(partial(for_html.from_string, prepared.html)),
        html=make_plan(for_html, prepared.html, constants=constants, values=values),
        text=make_plan(for_text, prepared.text, constants=constants, values=values),
    )

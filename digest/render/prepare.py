"""Prepare the templates of a mail: read with their parts, checked, and compiled into what Jinja fills."""

from dataclasses import dataclass

from jinja2 import Environment, Template

from digest.render.compile import compile_mail
from digest.render.environment import html_environment, text_environment
from digest.render.names import Kinds, check_names
from digest.render.plan import make_plan
from digest.render.source import Source
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
    page: Template
    html: Step
    text: Step


def prepare(library: Library) -> Prepared:
    """Read and compile the templates; InvalidInput tells what is wrong with the first that has mistakes."""
    for_html, for_text = html_environment(), text_environment()
    body = _read(library, HTML, for_html, OF_MAIL)
    text = _read(library, TEXT, for_text, OF_MAIL)
    subject = _read(library, SUBJECT, for_text, OF_SUBJECT)
    return Prepared(subject=subject.text, html=compile_mail(for_html, body), text=text.text)


def set_up(prepared: Prepared) -> Templates:
    """Compile what is Jinja."""
    for_html, for_text = html_environment(), text_environment()
    constants, values = frozenset(CONSTANTS), frozenset(VALUES)
    return Templates(
        subject=for_text.from_string(prepared.subject),
        page=for_html.from_string(prepared.html),
        html=make_plan(for_html, prepared.html, constants=constants, values=values),
        text=make_plan(for_text, prepared.text, constants=constants, values=values),
    )


def _read(library: Library, name: str, environment: Environment, kinds: Kinds) -> Source:
    source = library.read(name, environment)
    check_names(environment, source, kinds)
    return source

"""Prepare the templates of a mail: read with their parts, checked, and compiled into what Jinja fills."""

from dataclasses import dataclass

from jinja2 import Environment

from digest.render.compile import compile_mail
from digest.render.environment import html_environment, text_environment
from digest.render.names import Kinds, check_names
from digest.render.source import Source
from digest.render.templates import Library
from digest.render.vocabulary import OF_MAIL, OF_SUBJECT

SUBJECT, HTML, TEXT = "issue/subject.txt.j2", "issue/body.mjml.j2", "issue/body.txt.j2"


@dataclass(frozen=True, slots=True)
class Prepared:
    """The templates of a mail as Jinja alone."""

    subject: str
    html: str
    text: str


def prepare(library: Library) -> Prepared:
    """Read and compile the templates; InvalidInput tells what is wrong with the first that has mistakes."""
    for_html, for_text = html_environment(), text_environment()
    body = _read(library, HTML, for_html, OF_MAIL)
    text = _read(library, TEXT, for_text, OF_MAIL)
    subject = _read(library, SUBJECT, for_text, OF_SUBJECT)
    return Prepared(subject=subject.text, html=compile_mail(for_html, body), text=text.text)


def _read(library: Library, name: str, environment: Environment, kinds: Kinds) -> Source:
    source = library.read(name, environment)
    check_names(environment, source, kinds)
    return source

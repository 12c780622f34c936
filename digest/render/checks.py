"""Checks: what can be wrong with a mail before it goes out, each finding with what to do about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from digest.core.quoted_printable import encode
from digest.render.document import Document, collapse

HEAVIEST = 95_000
"""Most bytes of an encoded HTML part: Gmail cuts a mail at about 102 kB, and hides the way to unsubscribe."""
_WEIGHTY = 90_000
_LONGEST_SUBJECT = 78
_PREHEADER = range(40, 131)

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_URL = re.compile(r"https?://[^\s<>\"]+")
_REMOTE_STYLE = re.compile(r"googleapis|@import|<link\b[^>]*stylesheet|url\(\s*['\"]?https?:", re.I)


class Level(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    level: Level
    name: str
    """Short and stable, for programs: "size", "alt"."""
    message: str


def check(
    html: str, text: str, *, subject: str, preheader: str, postal_address: str, unsubscribe_url: str
) -> list[Finding]:
    """Everything that is wrong with a mail, as its reader gets it; an empty list: nothing."""
    document = Document(html)
    return [
        *_check_size(html),
        *_check_engines(html, text),
        *_check_frame(html, document),
        *_check_headings(document),
        *_check_images(document),
        *_check_both_parts(document, text),
        *_check_duties(document, text, postal_address, unsubscribe_url),
        *_check_envelope(subject, preheader),
    ]


def _check_size(html: str) -> Iterator[Finding]:
    weight = len(encode(html))
    if weight > _WEIGHTY:
        level = Level.ERROR if weight > HEAVIEST else Level.WARNING
        yield Finding(
            level, "size", f"The mail weighs {weight:,} bytes; Gmail cuts it at 100,000. Show fewer stories."
        )


def _check_engines(html: str, text: str) -> Iterator[Finding]:
    if r"\u{" in html:
        yield _error("escape", "An attribute holds “\\u{…}”: the MJML engine mangled a character of the template.")
    if match := _REMOTE_STYLE.search(html):
        yield _error("remote", f"“{match[0]}” loads styles or fonts from elsewhere; keep them in the template.")
    for part in (html, text):
        if match := _CONTROL.search(part):
            yield _error(
                "control", f"The control character U+{ord(match[0]):04X} is in it; some servers refuse that."
            )


def _check_frame(html: str, document: Document) -> Iterator[Finding]:
    if not html.startswith("<!DOCTYPE html>"):
        yield _error("doctype", "The doctype is missing, so that clients fall back to the rules of old browsers.")
    if not document.root.get("lang") or not document.root.get("dir"):
        yield _error("language", "<html> needs lang and dir: screen readers choose their voice by them.")
    if not document.title.strip():
        yield _error("title", "The title is empty.")
    if "prefers-color-scheme" not in "".join(document.sheets):
        yield Finding(Level.WARNING, "dark", "There are no styles for dark mode.")


def _check_headings(document: Document) -> Iterator[Finding]:
    levels = [int(tag[1]) for tag, _ in document.headings]
    if levels.count(1) != 1:
        yield _error("headings", f"The mail has {levels.count(1)} main headings (h1) and needs one.")
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield Finding(Level.WARNING, "headings", "A level of headings is skipped.")


def _check_images(document: Document) -> Iterator[Finding]:
    for image in document.images:
        if "alt" not in image or not image.get("width"):
            yield _error("alt", f"The image {image.get('src', '')} needs alt and width.")


def _check_both_parts(document: Document, text: str) -> Iterator[Finding]:
    plain = collapse(text).casefold()
    for _, heading in document.headings:
        if collapse(heading).casefold() not in plain:
            yield _error("parts", f"“{collapse(heading)}” is missing in the text part.")
    only_html = set(document.links) - set(_URL.findall(text))
    if only_html:
        yield _error("links", f"The text part lacks the link {min(only_html)}.")


def _check_duties(document: Document, text: str, postal_address: str, unsubscribe_url: str) -> Iterator[Finding]:
    if not postal_address:
        yield _error("address", "The edition has no postal address, which the law asks for in every mail.")
    elif collapse(postal_address) not in document.text or collapse(postal_address) not in collapse(text):
        yield _error("address", "The template does not print the postal address.")
    if unsubscribe_url not in document.links or unsubscribe_url not in text:
        yield _error("unsubscribe", "The template has no link to unsubscribe.")


def _check_envelope(subject: str, preheader: str) -> Iterator[Finding]:
    if not subject or len(subject) > _LONGEST_SUBJECT:
        yield _error("subject", f"The subject has {len(subject)} characters; 1 to {_LONGEST_SUBJECT} can be read.")
    if len(preheader) not in _PREHEADER:
        wanted = f"{_PREHEADER.start} to {_PREHEADER.stop - 1}"
        yield Finding(
            Level.WARNING, "preheader", f"The preheader has {len(preheader)} characters; {wanted} are best."
        )


def _error(name: str, message: str) -> Finding:
    return Finding(Level.ERROR, name, message)

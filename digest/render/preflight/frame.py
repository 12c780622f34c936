"""Frame: what an HTML mail says of itself before it says anything."""

import re
from collections.abc import Iterator

from digest.render.preflight.check import Check
from digest.render.preflight.document import place
from digest.render.preflight.finding import Flaw, error, quote, warning
from digest.render.preflight.paint import has_dark_sheet
from digest.render.preflight.specimen import Need, Specimen

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CHARSET = re.compile(r"charset\s*=\s*([\w-]+)", re.I)


def _find_doctype(mail: Specimen) -> Iterator[Flaw]:
    if not re.fullmatch(r"<!doctype\s+html[^>]*>", mail.document.doctype, re.I):
        yield error(
            "The doctype is missing, so that clients fall back to the rules of old browsers.",
            "html line 1",
            "Begin with <!DOCTYPE html>.",
        )


def _find_language(mail: Specimen) -> Iterator[Flaw]:
    html = mail.document.html
    if missing := [name for name in ("lang", "dir") if not html.get(name)]:
        yield error(
            "Screen readers choose their voice, and clients the side where lines begin, by lang and dir.",
            place(html),
            f"Give <html> {' and '.join(missing)}.",
        )


def _find_title(mail: Specimen) -> Iterator[Flaw]:
    if not mail.document.title:
        yield error("The title is empty.", "html, <title>", "Put the subject into <title>.")


def _find_charset(mail: Specimen) -> Iterator[Flaw]:
    metas = list(mail.document.every("meta"))
    within = (match[1] for match in (_CHARSET.search(meta.get("content")) for meta in metas) if match)
    found = [each.lower() for each in (*(meta.get("charset") for meta in metas), *within) if each]
    if not found:
        mend = 'Put <meta http-equiv="Content-Type" content="text/html; charset=UTF-8"> into <head>.'
        yield warning("The HTML does not say its charset; a forwarded copy may be garbled.", "html, <head>", mend)
    elif found[0] not in ("utf-8", "utf8"):
        yield warning(f"The HTML says that it is written in {quote(found[0])}.", "html, <head>", "Write UTF-8.")


def _find_dark(mail: Specimen) -> Iterator[Flaw]:
    if not has_dark_sheet(mail.document):
        yield warning(
            "There are no styles for dark mode, so that clients choose the colours.",
            "html, <style>",
            "Add rules under @media (prefers-color-scheme: dark).",
        )


def _find_control(mail: Specimen) -> Iterator[Flaw]:
    for part, content in (("html", mail.html), ("text", mail.text)):
        if match := _CONTROL.search(content):
            line = content.count("\n", 0, match.start()) + 1
            yield error(
                f"The control character U+{ord(match[0]):04X} is in it; Gmail and others cut such mails.",
                f"{part} line {line}",
                "Take it out; from U+0080 on it is often Windows-1252 that was read as Latin-1.",
            )


def _find_escape(mail: Specimen) -> Iterator[Flaw]:
    if (at := mail.html.find(r"\u{")) >= 0:
        yield error(
            "An attribute holds “\\u{…}”: the MJML engine mangled a character.",
            f"html line {mail.html.count(chr(10), 0, at) + 1}",
            "Write that character of the template as a reference, such as &#160;.",
        )


CHECKS = (
    Check("doctype", "the HTML begins with its doctype", (Need.HTML,), _find_doctype),
    Check("language", "<html> has lang and dir", (Need.HTML,), _find_language),
    Check("title", "there is a title", (Need.HTML,), _find_title),
    Check("charset", "the HTML says that it is UTF-8", (Need.HTML,), _find_charset),
    Check("dark", "there are styles for dark mode", (Need.HTML,), _find_dark),
    Check("control", "no control character is in it", (), _find_control),
    Check("escape", "the MJML engine mangled nothing", (Need.HTML,), _find_escape),
)

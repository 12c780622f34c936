"""Wording: what must not stand in a mail that people read."""

import re
from collections.abc import Iterator

from digest.core.clean import shorten
from digest.render.preflight.check import Check
from digest.render.preflight.document import collapse
from digest.render.preflight.finding import Flaw, Level, quote, warning
from digest.render.preflight.specimen import Need, Specimen
from digest.render.typography import french

_PLACEHOLDER = re.compile(
    r"\blorem ipsum\b|\bTODO\b|\bTBD\b|\bFIXME\b|\bXXX+\b|\bà compléter\b|\[(?:nom|prénom|titre|date|texte|lien|"
    r"name|first name|title|insert[^\]]{0,40}|your [^\]]{0,40}|votre [^\]]{0,40})\]",
    re.I,
)
_SLOT = re.compile(
    r"\{\{[^{}]{0,80}\}\}|\{%[^{}]{0,80}%\}|%%[\w.-]{1,40}%%|\*\|[\w:]{1,40}\|\*|\$\{[\w.]{1,40}\}|\[\[[\w.]{1,40}\]\]|"
    r"<<[\w ]{1,40}>>|\bJX\d+X\b|\0"
)
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
_LONG_RUN = re.compile(r"([\u00a0\u202f ]{3})[\u00a0\u202f ]+")  # long ones take the rules of French long
_SPAM = re.compile(
    r"100\s?% (?:gratuit|free)|argent facile|easy money|agissez (?:maintenant|vite)|act now|offre limitée|"
    r"limited time offer|sans engagement|risk[- ]free|gagnez de l’argent|make money fast|vous avez gagné|"
    r"you have won|cliquez ici|click here|félicitations !|congratulations!|cher ami|dear friend|winner!|urgent !|"
    r"\${3,}|€{3,}",
    re.I,
)


def _find_placeholder(mail: Specimen) -> Iterator[Flaw]:
    yield from _find_left_over(mail, _PLACEHOLDER, "a placeholder", "Write what is meant to stand there.")


def _find_slot(mail: Specimen) -> Iterator[Flaw]:
    mend = "Give the template the value, or the mailing tool its own form of the slot."
    yield from _find_left_over(mail, _SLOT, "a slot that nobody filled", mend)


def _find_left_over(mail: Specimen, pattern: re.Pattern[str], kind: str, mend: str) -> Iterator[Flaw]:
    """What a source has written may look like that, and must not stop an issue."""
    seen: set[str] = set()
    for part, content in _every_part(mail):
        for found in pattern.finditer(content):
            if found[0] not in seen:
                seen.add(found[0])
                is_quoted = found[0] in mail.facts.quoted
                level = Level.WARNING if is_quoted else Level.ERROR
                whose = " In the words of a source." if is_quoted else ""
                yield Flaw(
                    level, f"“{quote(found[0])}” looks like {kind}.{whose}", _where(part, content, found), mend
                )


def _find_spam(mail: Specimen) -> Iterator[Flaw]:
    for part, content in _every_part(mail):
        for said in sorted({found[0].casefold() for found in _SPAM.finditer(content)}):
            yield warning(
                f"Spam filters know “{quote(said)}”.", part, "Say it in other words, if it is yours to say."
            )


def _find_typography(mail: Specimen) -> Iterator[Flaw]:
    """Only what is in French: a title in another language has rules of its own."""
    for element, text in mail.document.texts:
        line = _LONG_RUN.sub(r"\1", _BLANKS.sub(" ", text)).strip(" ")
        if not line or french(line) == line or not element.inherited("lang").lower().startswith("fr"):
            continue
        better = french(line)
        at = next((n for n, (a, b) in enumerate(zip(line, better, strict=False)) if a != b), 0)
        yield warning(
            f"French typography: “{quote(line[max(at - 15, 0) : at + 15])}”.",
            f"html line {element.line}, <{element.tag}>",
            "Write ’ for an apostrophe, and no-break spaces within « » and before : ; ! ? and %.",
        )


def _every_part(mail: Specimen) -> Iterator[tuple[str, str]]:
    yield "subject", mail.subject
    yield "html", mail.document.text + "".join(f"\n{target}" for target in sorted(mail.document.targets))
    yield "text", collapse(mail.text)


def _where(part: str, content: str, found: re.Match[str]) -> str:
    return f"{part}, “{shorten(quote(content[max(found.start() - 20, 0) : found.end() + 20]), 60)}”"


CHECKS = (
    Check("placeholder", "no placeholder is left", (), _find_placeholder),
    Check("slots", "every slot is filled", (), _find_slot),
    Check("spam", "no phrase is one that spam filters know", (), _find_spam),
    Check("typography", "French is set as French", (Need.HTML,), _find_typography),
)

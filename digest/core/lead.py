"""The lead of an article: its first sentence or two, cut where a sentence ends."""

import re
from collections.abc import Iterator

from digest.core.clean import ELLIPSIS, shorten

LEAD_LIMIT = 300
"""Most characters of a lead."""
_SENTENCES = 2
_SETTLED = LEAD_LIMIT + 10
"""Characters that settle a lead: all of its own, and what has to follow on the end of a sentence."""

# What WordPress and its translations put behind a summary.
_TRAILER = re.compile(
    r"\s*(?:The post .* (?:appeared first on|first appeared on) .*"
    r"|(?:L’article|L'article|Cet article) .* est apparu en premier sur .*"
    r"|O post .* (?:apareceu primeiro em|aparece primeiro em) .*"
    r"|La entrada .* (?:se publicó primero en|aparece primero en|apareció primero en) .*"
    r"|(?:Lire (?:la suite|plus|l’article|l'article)|Continue reading|Read more|Leia mais"
    r"|Continue lendo|Continue a ler|Leer más|Seguir leyendo)\b.{0,160})\Z",
    re.I | re.S,
)
_TRUNCATED = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)[\s→»]*\Z")
_LAST_OF_TRUNCATED = ("…", "...", "]", "→", "»")

# It begins with one character, not with “one or more” of them: so the search can jump to it.
_END = re.compile(r"[.!?…][.!?…]*[\s\u00a0]?[»”’\")\]]*\s+(?=[«“\"(\[]?\s?[A-ZÀ-ÖØ-ÞŒ0-9])")
_ABBREVIATED = """
M MM Mme Mmes Mlle Mlles Mgr Me Mes Mr Mrs Ms Dr Drs Pr Prs Prof Gén Gen Col Cap Cdt Lt Sgt Gov Sen Rep Hon Rev
St Ste Sts Jr Sr art av bd cf chap éd env ex fig hab max min no n° N° op p pp tél vol vs approx dept
janv fév févr avr juil sept oct nov déc Jan Feb Aug Sept Oct Nov Dec
"""
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_INITIAL = re.compile("[A-ZÀ-ÖØ-Þ]")
_LAST_WORD = re.compile(r"(\w+|[nN]°)\.\Z")
_LONGEST_ABBREVIATION = 12
"""Characters at the end of a sentence that are looked at: more than any abbreviation above, and its point."""


def make_lead(summary: str, body: str) -> str:
    """One or two sentences of at most LEAD_LIMIT characters; `summary` and `body` are plain text already.

    The body answers where the summary is missing or breaks off in mid-sentence, as that of WordPress does.
    """
    stated = _TRAILER.sub("", _start(summary)).strip()
    breaks_off = _TRUNCATED.search(stated)
    return _first_sentences(_start_of_body(body) if body and (not stated or breaks_off) else stated)


def sentences(text: str) -> Iterator[str]:
    """The sentences of `text`, in order; an abbreviation ("M.", "n°.", "J.") ends none."""
    start = 0
    for end in _END.finditer(text):
        sentence = text[start : end.end()].strip()
        if not _is_abbreviated(sentence):
            yield sentence
            start = end.end()
    if rest := text[start:].strip():
        yield rest


def _is_abbreviated(sentence: str) -> bool:
    """Whether the point at the end is that of an abbreviation or an initial."""
    last = _LAST_WORD.search(sentence[-_LONGEST_ABBREVIATION:])
    return bool(last and (last[1] in _ABBREVIATIONS or _INITIAL.fullmatch(last[1])))


def _start(text: str, characters: int = 4 * LEAD_LIMIT) -> str:
    """The start of `text` on one line; a summary has a trailer behind it."""
    return " ".join(text[:characters].split())


def _start_of_body(body: str) -> str:
    start = _start(body, _SETTLED + 20)
    # One with many blanks comes out shorter.
    return start if len(start) >= _SETTLED else _start(body, 2 * LEAD_LIMIT)


def _first_sentences(text: str) -> str:
    lead = ""
    for _, sentence in zip(range(_SENTENCES), sentences(text), strict=False):
        longer = f"{lead} {sentence}".strip()
        if len(longer) > LEAD_LIMIT:
            break
        lead = longer
    # The pattern looks at every blank of a text; its last characters tell whether it is worth while.
    breaks_off = lead.endswith(_LAST_OF_TRUNCATED)
    return _TRUNCATED.sub(ELLIPSIS, lead) if breaks_off else lead or shorten(text, LEAD_LIMIT)

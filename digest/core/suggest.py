"""Suggestions for the subject of a mail: what its stories offer, in the length that phones show."""

from digest.core.clean import shorten
from digest.core.issue import Content

SUGGESTIONS = 3
_ON_A_SCREEN, _ON_A_PHONE, _HALF = 78, 45, 34
"""Characters: what a mail program shows on a desk, on a phone, and of each of two headlines."""


def suggest_subjects(content: Content) -> tuple[str, ...]:
    """Up to three different subjects: the headline, as much of it as a phone shows, and both best headlines.

    None for an issue without stories. The first one is what is printed if nobody chooses.
    """
    titles = [placement.story.lead.title for placement in content.placements]
    if not titles:
        return ()
    offers = [shorten(titles[0], _ON_A_SCREEN), shorten(titles[0], _ON_A_PHONE)]
    offers += [f"{shorten(titles[0], _HALF)} · {shorten(other, _HALF)}" for other in titles[1:3]]
    return tuple(dict.fromkeys(offers))[:SUGGESTIONS]

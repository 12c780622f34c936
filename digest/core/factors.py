"""Factors: what speaks for a story, each worked out from one measurement alone.

Breadth counts voices, not articles, and copies of one text are one voice: it follows what the front page of a
large news site showed far better than age or the number of articles does. Time is measured from the end of the
window, so that the same articles always give the same scores.
"""

import math
from collections.abc import Sequence
from datetime import date

from digest.core.edition import Edition
from digest.core.engagement import Engagement, Kind
from digest.core.mark import MARKS, mark_name
from digest.core.story import Factor, Measured

FULL_BREADTH = 12
"""So many voices give the whole of the factor; more add nothing."""
FULL_TEXT = 200
"""So many words of text give the whole of the factor."""
_EXTRA_WORDING = 0.35
_FOREIGN = 0.5
_PLAIN_CATEGORY = 0.5
_LEAD_ALONE = 0.5
"""What a first sentence is worth beside a whole text."""
_MINUTES = 60
_DIGITS = 4


def breadth(voices: int, wordings: int, *, weight: float) -> Factor:
    """How many tell of it, and a little for each further wording."""
    broad = voices + _EXTRA_WORDING * math.sqrt(wordings)
    return _factor("breadth", math.log1p(broad) / math.log1p(FULL_BREADTH), weight, (voices, wordings))


def recency(minutes: int, half_life: float, *, weight: float) -> Factor:
    """How lately there was news of it: `minutes` before the end of the window, halved after `half_life` hours."""
    return _factor("recency", 0.5 ** (minutes / _MINUTES / half_life), weight, (minutes,))


def source(name: str, trust: float, *, weight: float) -> Factor:
    """How much the most trusted of those who tell of it is trusted."""
    return _factor("source", trust, weight, (name,))


def country(codes: Sequence[str], edition: Edition) -> Factor:
    """How much the edition likes the country, of several the best; its own ones most unless it says otherwise."""
    listed = dict(edition.weights.countries)
    home = edition.countries or codes
    liking = {code: listed.get(code, 1.0 if code in home else _FOREIGN) for code in codes}
    best = max(liking, key=lambda code: liking[code])
    return _factor("country", liking[best], edition.weights.country, (best,))


def category(name: str, edition: Edition) -> Factor:
    """How much the edition likes the category."""
    value = dict(edition.weights.categories).get(name, _PLAIN_CATEGORY)
    return _factor("category", value, edition.weights.category, (name,))


def picture(is_there: bool, *, weight: float) -> Factor:
    """Whether there is one to show."""
    return _factor("picture", float(is_there), weight, (int(is_there),))


def completeness(words: int, has_lead: bool, *, weight: float) -> Factor:
    """How much there is to read: nothing but a headline, a first sentence, or a text of so many words."""
    told = _LEAD_ALONE if has_lead else 0.0
    return _factor("completeness", max(told, words / FULL_TEXT), weight, (words, int(has_lead)))


def mark(value: int, *, weight: float) -> Factor:
    """What the editors say of it; the lowest mark takes off half of what the highest gives."""
    return _factor("mark", value / max(MARKS.values()), weight, (mark_name(value),))


def shown(on: date | None, *, weight: float) -> Factor:
    """Whether the edition had it already, and this is an update; it speaks against the story."""
    return _factor("shown", -1.0 if on else 0.0, weight, (on.isoformat() if on else "",))


def interest(kind: Kind, engagement: Engagement, *, weight: float) -> Factor:
    """How often readers open stories of its kind: half of the factor for what all kinds have."""
    rate, usual = engagement.rate(kind), engagement.usual
    value = rate / (rate + usual) if rate + usual else 0.5
    return _factor("engagement", value, weight, (rate, engagement.delivered(kind)))


def _factor(name: str, value: float, weight: float, measured: Measured) -> Factor:
    """A factor whose value is cut to -1…1 and rounded: the last bits differ between machines."""
    return Factor(name, round(min(max(value, -1.0), 1.0), _DIGITS), weight, measured)

"""Stories get a score: a sum of weighted factors, each with its measurement in words.

Breadth counts voices, not articles, and copies of one text are one voice: it follows what the front page of a
large news site showed far better than age or the number of articles does. Time is measured from the end of the
window, so that the same articles always give the same scores.
"""

import math
from collections.abc import Iterable

from digest.core.article import Article
from digest.core.cadence import Window
from digest.core.category import category_name
from digest.core.country import country_name
from digest.core.edition import Edition
from digest.core.story import Factor, RankedStory, Score, Story, by_score
from digest.core.words import words

FULL_BREADTH = 12
"""So many voices give the whole of the factor; more add nothing."""
_EXTRA_WORDING = 0.35
_FOREIGN = 0.5
_PLAIN_CATEGORY = 0.5
_DIGITS = 4


def rank(stories: Iterable[Story], *, edition: Edition, window: Window) -> list[RankedStory]:
    """The stories with their scores, best first."""
    return by_score(RankedStory(story, score(story, edition=edition, window=window)) for story in stories)


def score(story: Story, *, edition: Edition, window: Window) -> Score:
    """What speaks for `story` in `edition`; it does not depend on any other story."""
    return Score(
        (
            _breadth(story, edition.weights.breadth),
            _recency(story, window, edition),
            _source(story, edition.weights.source),
            _country(story, edition),
            _category(story, edition),
            _picture(story, edition.weights.picture),
        )
    )


def _breadth(story: Story, weight: float) -> Factor:
    texts = _one_of_each_text(story)
    voices = len({article.source.owner or article.source.key for article in texts})
    wordings = len({" ".join(words(article.title)) for article in texts})
    extra = max(0, wordings - voices)
    value = math.log1p(voices + _EXTRA_WORDING * math.sqrt(extra)) / math.log1p(FULL_BREADTH)
    detail = _counted(voices, "voice") + (f", {_counted(extra, 'more wording')}" if extra else "")
    return _factor("breadth", value, weight, detail)


def _one_of_each_text(story: Story) -> Iterable[Article]:
    first: dict[int, Article] = {}
    for article in sorted(story.articles, key=lambda article: (article.published_at, article.id)):
        first.setdefault(article.text_id, article)
    return first.values()


def _recency(story: Story, window: Window, edition: Edition) -> Factor:
    newest = max(article.published_at for article in story.articles)
    hours = (window.end - newest).total_seconds() / 3600
    value = 0.5 ** (hours / edition.weights.half_life_hours)
    return _factor("recency", value, edition.weights.recency, f"{_span(hours)} before closing")


def _source(story: Story, weight: float) -> Factor:
    best = max(story.articles, key=_trust).source
    return _factor("source", best.weight, weight, best.name)


def _trust(article: Article) -> tuple[float, str]:
    return article.source.weight, article.source.key


def _country(story: Story, edition: Edition) -> Factor:
    listed = dict(edition.weights.countries)
    home = edition.countries or story.lead.countries
    liking = {code: listed.get(code, 1.0 if code in home else _FOREIGN) for code in story.lead.countries}
    best = max(liking, key=lambda code: liking[code])
    return _factor("country", liking[best], edition.weights.country, country_name(best, "en"))


def _category(story: Story, edition: Edition) -> Factor:
    category = story.lead.category
    value = dict(edition.weights.categories).get(category, _PLAIN_CATEGORY)
    return _factor("category", value, edition.weights.category, category_name(category, "en"))


def _picture(story: Story, weight: float) -> Factor:
    shown = story.lead.picture is not None
    return _factor("picture", float(shown), weight, "with a picture" if shown else "no picture")


def _factor(name: str, value: float, weight: float, detail: str) -> Factor:
    """A factor whose value is cut to 0…1 and rounded: the last bits differ between machines."""
    return Factor(name, round(min(max(value, 0.0), 1.0), _DIGITS), weight, detail)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _span(hours: float) -> str:
    return f"{hours:.0f} h" if hours >= 1 else f"{hours * 60:.0f} min"

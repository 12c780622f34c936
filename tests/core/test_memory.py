from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.article import Article, RawItem
from digest.core.coverage import Coverage
from digest.core.memory import NOTHING_SHOWN, Memory, Past, Recollection, Seen, Shown, remember
from digest.core.story import Story
from digest.core.tagging import tag
from tests.builders import a_coverage, an_article

SAMPLE = Path(__file__).parent.parent / "samples" / "stories_over_days.tsv"
MARCH_4, MARCH_5 = date(2026, 3, 4), date(2026, 3, 5)
FLOOD = an_article(id=1, lead="Le fleuve est sorti de son lit : 300 familles déplacées.")
BRIDGE = an_article(
    "Malanville : un pont emporté, la route du Niger coupée", id=2, lead="L’armée pose une passerelle provisoire."
)
ARMY = an_article(
    "Le génie militaire rétablit le trafic vers Gaya", id=3, lead="Deux cents camions attendaient depuis dimanche."
)


def past(*shown: Shown, of: Coverage) -> Past:
    found = Recollection(Memory(shown)).of(of)
    assert found
    return found


def is_news(article: Article, *, after: Sequence[Article] = (FLOOD,)) -> bool:
    shown = remember(Story(after[0], tuple(after[1:]), known_as=1), MARCH_5)
    return past(shown, of=replace(a_coverage(article), id=1)).is_news(article)


def by_kind(*kinds: str) -> dict[str, list[Article]]:
    """The articles of the sample, by story, in the order of `kinds`."""
    lines = [line.split("\t") for line in SAMPLE.read_text(encoding="utf-8").splitlines()[1:]]
    stories: dict[str, dict[str, Article]] = {}
    for number, (story, kind, title, lead) in enumerate(lines, start=1):
        countries = tag(RawItem(title, where="", summary=lead)).countries
        stories.setdefault(story, {})[kind] = an_article(title, id=number, lead=lead, countries=countries)
    return {story: [found[kind] for kind in kinds] for story, found in stories.items()}


def test_remember_keeps_every_article_of_a_story_as_it_read() -> None:
    copy = an_article("Malanville sous l’eau", id=4, copy_of=1, lead="")

    assert remember(Story(FLOOD, (copy,)), MARCH_5) == Shown(
        1, MARCH_5, (Seen(1, 1, "fr", FLOOD.title, FLOOD.lead), Seen(4, 1, "fr", "Malanville sous l’eau", ""))
    )


@pytest.mark.parametrize(
    "coverage",
    [
        replace(a_coverage(ARMY), id=1),
        a_coverage(FLOOD, ARMY),
        a_coverage(an_article(id=8, copy_of=1)),
    ],
    ids=["its id", "an article", "a copy of an article"],
)
def test_recollection_knows_a_story_by(coverage: Coverage) -> None:
    assert past(remember(Story(FLOOD), MARCH_5), of=coverage).date == MARCH_5


def test_recollection_knows_the_original_of_a_copy_that_was_shown() -> None:
    shown = remember(Story(an_article(id=8, copy_of=1)), MARCH_5)

    assert past(shown, of=a_coverage(FLOOD)).date == MARCH_5


@pytest.mark.parametrize("memory", [NOTHING_SHOWN, Memory((remember(Story(FLOOD), MARCH_5),))])
def test_recollection_does_not_know_what_was_never_shown(memory: Memory) -> None:
    assert Recollection(memory).of(a_coverage(ARMY)) is None


def test_past_is_that_of_all_issues_which_had_the_story() -> None:
    first, second = remember(Story(FLOOD), MARCH_4), remember(Story(BRIDGE, known_as=1), MARCH_5)

    found = past(second, first, of=replace(a_coverage(ARMY), id=1))

    assert (found.date, [found.is_news(article) for article in (FLOOD, BRIDGE, ARMY)]) == (
        MARCH_5,
        [False, False, True],
    )


@pytest.mark.parametrize(
    ("changes", "news"),
    [
        ({}, False),
        ({"picture": None, "words": 900}, False),
        ({"title": "Crues du fleuve à Malanvile"}, False),
        ({"lead": "Le fleuve est sorti de son lit : 500 familles déplacées."}, True),
        ({"title": BRIDGE.title, "lead": BRIDGE.lead}, True),
    ],
    ids=["nothing", "what is not read", "a letter", "a number", "everything"],
)
def test_shown_article_is_news_again_by_what_was_corrected(changes: dict[str, Any], news: bool) -> None:
    assert is_news(replace(FLOOD, **changes)) is news


@pytest.mark.parametrize(
    ("article", "news"),
    [
        (BRIDGE, True),
        (replace(BRIDGE, copy_of=1), False),
        (an_article("Le fleuve déplace 300 familles à Malanville", id=9), False),
        (an_article("Le fleuve déplace 450 familles à Malanville", id=9), False),
        (an_article("Inondations catastrophiques", id=9, lead=""), False),
        (an_article("", id=9, lead=""), False),
        (an_article("Army restores traffic to Gaya after bridge collapse", id=9, lead="", language="en"), False),
    ],
    ids=["a development", "a copy", "a rewrite", "another number", "few words", "no word", "another language"],
)
def test_other_article_is_news_by_its_wording(article: Article, news: bool) -> None:
    assert is_news(article) is news


def test_further_coverage_that_was_shown_is_no_news() -> None:
    told_as_bridge = an_article("Un pont emporté à Malanville : la route du Niger est coupée", id=9, lead="")

    assert (is_news(told_as_bridge), is_news(told_as_bridge, after=(FLOOD, BRIDGE))) == (True, False)


def test_every_development_of_the_sample_is_news_and_no_rewrite() -> None:
    wrong = {
        story
        for story, (shown, rewrite, development) in by_kind("shown", "rewrite", "development").items()
        if is_news(rewrite, after=(shown,)) or not is_news(development, after=(shown,))
    }

    assert wrong == set()


@given(st.lists(st.sampled_from([FLOOD, BRIDGE, ARMY]), unique=True, min_size=1), st.data())
def test_what_was_shown_is_never_news(shown: list[Article], data: st.DataObject) -> None:
    issues = [remember(Story(article, known_as=1), MARCH_5) for article in data.draw(st.permutations(shown))]
    found = past(*issues, of=a_coverage(*shown))

    assert not any(found.is_news(article) for article in shown)

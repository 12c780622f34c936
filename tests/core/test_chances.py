"""Chances: what became of one story, and how many points it lacks."""

from dataclasses import replace
from typing import Any

from digest.core.article import Article
from digest.core.candidate import Candidate
from digest.core.chances import advantage, chances_of, find_coverage
from digest.core.coverage import cover
from digest.core.edition import Limits, Weights
from digest.core.inputs import Inputs, make
from digest.core.material import Material, gather
from digest.core.memory import NOTHING_SHOWN, Memory, remember
from digest.core.naming import OUR_NAMES
from digest.core.rank import score
from digest.core.story import Exclusion, Story
from tests.builders import NOON, TODAY, a_cadence, a_source, a_story, an_article, an_edition

TITLES = (
    "Crue du fleuve à Malanville",
    "Le marché de Bobo-Dioulasso rouvre",
    "Un quai neuf au port d’Abidjan",
    "La grande récolte du mil à Dosso",
    "Une bibliothèque flottante à Ganvié",
)


def articles() -> tuple[Article, ...]:
    """Each less trusted than the one before it."""
    return tuple(
        an_article(title, id=number, source=a_source(f"s{number}", weight=1 - number / 10))
        for number, title in enumerate(TITLES, start=1)
    )


def inputs_with(*, memory: Memory = NOTHING_SHOWN, **edition: Any) -> Inputs:
    material = Material(a_cadence().window(TODAY), articles())
    return Inputs(material, an_edition(**edition), memory, OUR_NAMES)


def test_story_of_the_issue_has_a_score_and_lacks_nothing() -> None:
    inputs = inputs_with()
    coverages = gather(inputs.material)
    placed = make(inputs).placements[0]

    chances = chances_of(placed.story.id, inputs, coverages)

    assert (chances.story, chances.score) == (placed.story, placed.score)
    assert (chances.left_out, chances.missing) == (None, None)


def test_missing_points_are_just_enough() -> None:
    weights = Weights(diversity=0.0, mix=0.0)
    inputs = inputs_with(limits=Limits(stories=3), weights=weights)
    coverages = gather(inputs.material)
    (third,) = (p.score.points for p in make(inputs).placements if p.story.id == 3)

    chances = chances_of(5, inputs, coverages)

    assert chances.left_out
    assert chances.score
    assert chances.left_out.reason is Exclusion.ISSUE_FULL
    assert chances.missing in (third - chances.score.points, third - chances.score.points + 1)


def test_story_that_no_score_would_bring_in_says_so() -> None:
    inputs = inputs_with(memory=Memory((remember(a_story(TITLES[0], id=1), TODAY),)))

    chances = chances_of(1, inputs, gather(inputs.material))

    assert chances.left_out
    assert chances.left_out.reason is Exclusion.SHOWN
    assert (chances.score, chances.missing) == (None, None)


def test_chances_are_those_of_the_ranking() -> None:
    inputs = inputs_with(limits=Limits(stories=1))
    coverages = gather(inputs.material)
    reserve = {each.story.id: each for each in make(inputs).reserve}

    for story, left_out in reserve.items():
        chances = chances_of(story, inputs, coverages)
        assert chances.left_out == left_out
        assert chances.score
        assert chances.score.points == left_out.points


def test_coverage_is_found_by_its_name_or_by_any_article() -> None:
    first, second = an_article(id=7), an_article(id=8, url="https://echo.example/huit")
    coverages = (cover((first, second), id=3), cover((an_article(id=3),), id=9))

    assert find_coverage(coverages, id=3, urls=()) == coverages[0]
    assert find_coverage(coverages, id=8, urls=()) == coverages[0]
    assert find_coverage(coverages, id=None, urls=["https://echo.example/huit"]) == coverages[0]
    assert find_coverage(coverages, id=4, urls=()) is None


def test_advantage_names_what_put_the_teller_first() -> None:
    plain = an_article(id=1, words=0)

    def over(other: Article, *, lead: Article = plain) -> str | None:
        return advantage(Story(lead, (other,)), language="fr")

    assert advantage(Story(plain), language="fr") is None
    assert over(replace(plain, id=2, language="en")) == "language"
    assert over(replace(plain, id=2, lead="")) == "lead"
    assert over(replace(plain, id=2, url="urn:digest:2")) == "link"
    assert over(replace(plain, id=2, copy_of=1)) == "original"
    assert over(replace(plain, id=2), lead=replace(plain, words=500)) == "whole"
    assert over(replace(plain, id=2, source=a_source(weight=0.1))) == "trust"
    assert over(replace(plain, id=2, title="CRUE DU FLEUVE")) == "headline"
    assert over(replace(plain, id=2, published_at=NOON.replace(hour=1))) == "newest"
    assert over(replace(plain, id=2)) == "first"
    assert over(replace(plain, id=2, words=500)) == "allowed"


def test_score_of_a_refused_story_is_what_the_ranking_gives() -> None:
    inputs = inputs_with(limits=Limits(stories=1))
    coverages = gather(inputs.material)
    (last,) = (each for each in coverages if each.id == 5)

    chances = chances_of(5, inputs, coverages)

    expected = score(Candidate(chances.story, last), edition=inputs.edition, window=inputs.material.window)
    assert chances.score == expected

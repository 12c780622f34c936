from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.article import Article
from digest.core.assemble import assemble
from digest.core.issue import Content
from digest.core.material import Material, gather
from digest.core.memory import Memory, remember
from digest.core.naming import OUR_NAMES
from digest.core.story import Story
from tests.builders import TODAY, a_source, an_article, an_edition

EDITION = an_edition()
WINDOW = EDITION.cadence.window(TODAY)
ECHO, FANAL, LAGUNE = (a_source(key, weight=0.5) for key in ("echo", "fanal", "lagune"))

FORCE = an_article("Une force commune pour le Sahel voit le jour à Niamey", id=1, countries=("NE",), source=ECHO)
FORCE_TOO = an_article("Niamey : le Sahel se dote d’une force commune", id=2, countries=("NE",), source=FANAL)
FLOOD = an_article("Crue du fleuve : Malanville sous les eaux", id=3, source=LAGUNE)
PORT = an_article("Le port de Lomé agrandi pour les grands navires", id=4, countries=("TG",), source=ECHO)
SCHOOL = an_article(
    "Les enseignants de Bouaké reprennent les cours", id=5, countries=("CI",), lead="", source=FANAL
)
A_DAY = (FORCE, FORCE_TOO, FLOOD, PORT, SCHOOL)

UNRELATED = an_article(
    "Vaccin antipaludique : quatorze districts ouvrent leurs registres", id=99, countries=("BF",)
)


def content_of(articles: Iterable[Article], **changes: Any) -> Content:
    coverages = gather(Material(WINDOW, tuple(articles)))
    return assemble(coverages, edition=EDITION, window=WINDOW, **changes)


def told(content: Content) -> dict[str, list[Article]]:
    lead = [content.lead.story.lead] if content.lead else []
    return {"": lead} | {s.title: [p.story.lead for p in s.placements] for s in content.sections}


def test_assemble_goes_the_whole_way() -> None:
    content = content_of(A_DAY)

    assert told(content) == {"": [FORCE], "Bénin": [FLOOD], "Côte d’Ivoire": [SCHOOL], "Monde": [PORT]}
    assert content.lead is not None
    assert content.lead.story.also == (FORCE_TOO,)


def test_assemble_shows_nothing_twice() -> None:
    yesterday = remember(Story(FORCE), date(2026, 3, 5))
    before = remember(Story(FLOOD), date(2026, 3, 4))

    found = content_of(A_DAY, memory=Memory((yesterday, before)))

    assert told(found) == {"": [SCHOOL], "Monde": [PORT]}
    assert [(each.story.id, each.because) for each in found.reserve] == [
        (1, ("2026-03-05",)),
        (3, ("2026-03-04",)),
    ]


def test_assemble_keeps_the_first_of_what_was_left_out() -> None:
    everything = Memory(tuple(remember(Story(article), date(2026, 3, 5)) for article in A_DAY))

    found = content_of(A_DAY, memory=everything)

    assert found == Content(None, (), found.reserve, 4)
    assert len(found.reserve) == 4


def test_assemble_keeps_what_the_categories_are_called() -> None:
    names = OUR_NAMES.rename("security", fr="Défense")
    ours = content_of(A_DAY)

    assert content_of(A_DAY, names=names) == replace(ours, names=names)


def test_assemble_of_nothing_is_an_empty_issue() -> None:
    assert content_of([]) == Content(None, ())


@given(st.permutations(A_DAY))
@settings(max_examples=40)
def test_assemble_does_not_depend_on_the_order_of_its_input(shuffled: list[Article]) -> None:
    assert content_of(shuffled) == content_of(A_DAY)


@given(minutes=st.integers(1, 24 * 60), weight=st.floats(0, 1))
@settings(max_examples=40)
def test_assemble_keeps_the_order_of_others_when_an_unrelated_article_comes_in(
    minutes: int, weight: float
) -> None:
    # Quotas are wide here: a new story may push one out of a full section, or take the lead.
    newcomer = an_article(
        UNRELATED.title,
        id=UNRELATED.id,
        countries=UNRELATED.countries,
        published_at=WINDOW.end - timedelta(minutes=minutes),
        source=a_source("hamac", weight=weight),
    )

    before = content_of(A_DAY)
    after = content_of([newcomer, *A_DAY])

    def order(content: Content) -> list[tuple[int, int]]:
        scores = sorted((-p.score.points, p.story.id) for p in content.placements)
        return [pair for pair in scores if pair[1] != newcomer.id]

    assert order(after) == order(before)

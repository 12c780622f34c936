from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.article import Article
from digest.core.assemble import assemble
from digest.core.issue import Content
from digest.core.naming import OUR_NAMES
from digest.core.story import Exclusion
from tests.builders import NOON, TODAY, a_source, an_article, an_edition

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
OLD = an_article("Le marché de Ségou rouvre", id=6, countries=("ML",), published_at=NOON - timedelta(days=5))
A_DAY = (FORCE, FORCE_TOO, FLOOD, PORT, SCHOOL, OLD)
UNRELATED = an_article(
    "Vaccin antipaludique : quatorze districts ouvrent leurs registres", id=99, countries=("BF",)
)


def told(content: Content) -> dict[str, list[Article]]:
    lead = [content.lead.story.lead] if content.lead else []
    return {"": lead} | {s.title: [p.story.lead for p in s.placements] for s in content.sections}


def test_assemble_goes_the_whole_way() -> None:
    content = assemble(A_DAY, edition=EDITION, window=WINDOW)

    assert told(content) == {"": [FORCE], "Bénin": [FLOOD], "Côte d’Ivoire": [SCHOOL], "Monde": [PORT]}
    assert content.lead is not None
    assert content.lead.story.also == (FORCE_TOO,)
    assert [(left_out.story.lead, left_out.reason) for left_out in content.left_out] == [(OLD, Exclusion.WINDOW)]


def test_assemble_shows_nothing_twice() -> None:
    yesterday = frozenset({FORCE.id, FORCE_TOO.id, FLOOD.id})

    content = assemble(A_DAY, edition=EDITION, window=WINDOW, shown=yesterday)

    assert told(content) == {"": [SCHOOL], "Monde": [PORT]}
    assert [left_out.story.id for left_out in content.left_out] == [1, 2, 3, 6]


def test_assemble_keeps_what_the_categories_are_called() -> None:
    names = OUR_NAMES.rename("security", fr="Défense")
    ours = assemble(A_DAY, edition=EDITION, window=WINDOW)

    assert assemble(A_DAY, edition=EDITION, window=WINDOW, names=names) == replace(ours, names=names)


def test_assemble_of_nothing_is_an_empty_issue() -> None:
    assert assemble([], edition=EDITION, window=WINDOW) == Content(None, ())


@given(st.permutations(A_DAY))
@settings(max_examples=40)
def test_assemble_does_not_depend_on_the_order_of_its_input(shuffled: list[Article]) -> None:
    assert assemble(shuffled, edition=EDITION, window=WINDOW) == assemble(A_DAY, edition=EDITION, window=WINDOW)


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

    before = assemble(A_DAY, edition=EDITION, window=WINDOW)
    after = assemble([newcomer, *A_DAY], edition=EDITION, window=WINDOW)

    def order(content: Content) -> list[tuple[int, int]]:
        scores = sorted((-p.score.points, p.story.id) for p in content.placements)
        return [pair for pair in scores if pair[1] != newcomer.id]

    assert order(after) == order(before)

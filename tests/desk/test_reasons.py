"""Reasons in words: everything that a score or an omission holds can be said in both languages."""

import pytest

from digest.core.mark import MARKS
from digest.core.rank import score
from digest.core.story import VERBATIM, Exclusion, Factor, LeftOut, Measured
from digest.desk.reasons import EXCLUSIONS, FACTORS, Reasons
from tests.builders import TODAY, a_cadence, a_candidate, a_story, an_edition

FR, EN = Reasons("fr"), Reasons("en")
BECAUSE: dict[Exclusion, Measured] = {
    Exclusion.COUNTRY: ("TG",),
    Exclusion.CATEGORY: ("sport",),
    Exclusion.SHOWN: ("2026-03-05",),
    Exclusion.NO_SECTION: ("sport", "TG"),
    Exclusion.SECTION_FULL: ("Bénin", 312),
    Exclusion.SOURCE_FULL: ("Écho", 5),
    Exclusion.ISSUE_FULL: (12, 312),
    Exclusion.QUOTA_REACHED: ("country", "ML", 3),
    Exclusion.TOO_ALIKE: (654, "ML", 2, "sport", 0, "Écho", 1),
    Exclusion.ABOVE_SHARE: (410, "category", "sport", 20, 4),
    Exclusion.DROPPED: ("Awa", "déjà lu ailleurs"),
    Exclusion.HELD: ("Awa",),
}
"""What each exclusion holds, as core/story.py says it."""


def factors_of(**changes: object) -> dict[str, Factor]:
    made = score(a_candidate(a_story(**changes)), edition=an_edition(), window=a_cadence().window(TODAY))
    return {factor.name: factor for factor in made.factors}


FACTORS_MADE = factors_of() | {
    "mark": Factor("mark", 1.0, 0.16, ("top",)),
    "shown": Factor("shown", -1.0, 0.10, ("2026-03-05",)),
    "engagement": Factor("engagement", 0.6, 0.08, (450, 1200)),
    "diversity": Factor("diversity", -0.5, 0.15, ("ML", 2, "sport", 1, "Écho", 0)),
    "mix": Factor("mix", -0.5, 0.2, ("category", "sport", 20, 4)),
}


def test_each_factor_has_a_name() -> None:
    assert set(FACTORS_MADE) <= set(FACTORS)


@pytest.mark.parametrize("name", FACTORS_MADE)
def test_factor_is_said_in_both_languages(name: str) -> None:
    factor = FACTORS_MADE[name]

    assert FR.name(factor) != EN.name(factor)
    assert FR.measured(factor)
    assert EN.measured(factor)
    assert FR.tell(factor) != EN.tell(factor)


@pytest.mark.parametrize("reason", Exclusion)
def test_exclusion_is_said_in_both_languages(reason: Exclusion) -> None:
    left_out = LeftOut(a_story(), 3000, reason, BECAUSE[reason])

    assert reason in EXCLUSIONS
    assert reason.value != EN.exclusion(reason) != FR.exclusion(reason)
    assert EN.because(left_out) != FR.because(left_out) or reason in (Exclusion.COUNTRY, Exclusion.CATEGORY)


def test_factors_read_like_parts_of_a_sentence() -> None:
    told = [FR.tell(FACTORS_MADE[name]) for name in ("breadth", "recency", "source", "country", "picture")]

    assert told == [
        "1\u00a0seule rédaction en parle",
        "dernières nouvelles 16\u00a0h avant le bouclage",
        "source\u00a0: Echo",
        "pays qui compte le plus\u00a0: Bénin",
        "sans photo",
    ]
    assert FR.tell(Factor("source", 0.9, 0.14, ("Écho",))) == "source de confiance\u00a0: Écho"
    assert EN.tell(Factor("breadth", 0.9, 0.4, (5, 0))) == "told by 5 independent newsrooms"


def test_factor_that_has_no_sentence_is_named_with_what_was_measured() -> None:
    old = Factor("breadth", 0.5, 0.4, (VERBATIM, "4 voices"))

    assert FR.tell(old) == "Repris par plusieurs (4 voices)"


def test_full_issue_of_an_earlier_version_is_said_without_a_distance() -> None:
    assert EN.because(LeftOut(a_story(), 1, Exclusion.ISSUE_FULL, (12,))) == "the issue is full with 12 stories"
    assert EN.because(LeftOut(a_story(), 1, Exclusion.ISSUE_FULL, (12, 0))) == "the issue is full with 12 stories"


def test_sentences_of_an_earlier_version_stay_as_they_are() -> None:
    assert FR.measured(Factor("picture", 0.0, 0.06, (VERBATIM, "no picture"))) == "no picture"
    because = (VERBATIM, "shown in an earlier issue")
    assert FR.because(LeftOut(a_story(), None, Exclusion.SHOWN, because)) == "shown in an earlier issue"


def test_distance_below_a_section_is_given_as_exactly_as_it_has_to_be() -> None:
    far, near = (LeftOut(a_story(), 1, Exclusion.SECTION_FULL, ("Bénin", gap)) for gap in (312, 7))

    assert FR.because(far) == "à 0,03 du dernier sujet retenu sous «\u00a0Bénin\u00a0»"
    assert FR.because(near) == "à 0,0007 du dernier sujet retenu sous «\u00a0Bénin\u00a0»"


@pytest.mark.parametrize(
    ("factor", "french", "english"),
    [
        (Factor("completeness", 1, 0.02, (320, 1)), "320\u00a0mots à lire", "320 words long"),
        (Factor("completeness", 0.5, 0.02, (0, 1)), "un résumé seulement", "a summary only"),
        (Factor("completeness", 0, 0.02, (0, 0)), "un titre seulement", "a headline only"),
        (Factor("mark", -0.5, 0.16, ("low",)), "jugé mineur par la rédaction", "marked low by the editors"),
        (
            Factor("shown", -1, 0.1, ("2026-03-05",)),
            "mise à jour d’un sujet du numéro du 5\u00a0mars",
            "an update of what stood in the issue of 5\u00a0March",
        ),
        (
            Factor("engagement", 0.5, 0.08, (300, 0)),
            "trop peu d’envois de ce genre pour en dire quelque chose",
            "too few deliveries of its kind to say anything",
        ),
        (
            Factor("engagement", 0.6, 0.08, (450, 1200)),
            "450\u00a0clics pour 10\u00a0000\u00a0envois, d’après 1200 de ce genre",
            "450 clicks in 10,000 deliveries, from 1200 of its kind",
        ),
    ],
)
def test_factor_that_few_stories_have_reads_well(factor: Factor, french: str, english: str) -> None:
    assert (FR.tell(factor), EN.tell(factor)) == (french, english)


@pytest.mark.parametrize("name", MARKS)
def test_each_mark_has_words(name: str) -> None:
    marked = Factor("mark", 0.5, 0.16, (name,))

    assert FR.measured(marked) != EN.measured(marked)


def test_story_that_is_no_update_was_not_shown() -> None:
    assert EN.measured(Factor("shown", 0.0, 0.1, ("",))) == "not shown before"


def test_gains_carry_their_sign() -> None:
    assert (FR.gain(2900), EN.gain(-400)) == ("+0,29", "−0.04")

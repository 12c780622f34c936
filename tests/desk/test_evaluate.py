"""A day of headlines, grouped and ranked, against what people said of it."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from digest.desk.evaluate import evaluate
from digest.sources.labelled import Labelled
from tests.builders import NOON

TOLD_TWICE = [
    Labelled("Crue du fleuve à Malanville", "crue", NOON),
    Labelled("Le port de Lomé agrandi", "port", NOON),
    Labelled("Un accord signé à Niamey", "crue", NOON),
]


def test_evaluate_counts_a_story_that_was_told_twice() -> None:
    found = evaluate(TOLD_TWICE, language="fr")

    assert (found.stories_labelled, found.stories_found, found.duplicates_in_top) == (2, 3, 1)
    assert (found.bcubed.precision, found.purity_of_top, found.countries_in_top) == (1.0, 1.0, 1.0)
    # The duplicate stands last, where it costs nothing.
    assert found.ndcg_of_top == 1.0


@given(st.randoms(use_true_random=False))
def test_evaluate_of_any_order_finds_the_same_groups(dice: Random) -> None:
    shuffled = dice.sample(TOLD_TWICE, len(TOLD_TWICE))

    assert evaluate(shuffled, language="fr").bcubed == evaluate(TOLD_TWICE, language="fr").bcubed

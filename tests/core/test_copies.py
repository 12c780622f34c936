"""Copies: one text under several addresses, and nothing else."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.copies import Sketched, find_copies, samples, sketch
from tests.measures.copies import drawn, texts, variants

COUNT = 250
TEXTS = texts(COUNT)


@pytest.mark.parametrize("variant", variants())
def test_find_copies_finds_a_changed_text(variant: str) -> None:
    changed = [variants()[variant](text) for text in TEXTS]

    found = find_copies(drawn(changed, first_id=COUNT), drawn(TEXTS))

    assert set(found.items()) <= {(COUNT + number, number) for number in range(COUNT)}
    assert len(found) >= 0.99 * COUNT


def test_find_copies_joins_no_unrelated_texts() -> None:
    assert find_copies(drawn(TEXTS), ()) == {}


def test_find_copies_takes_small_print_below_every_article_for_nothing() -> None:
    small_print = texts(1, seed=9)[0]
    short = [f"{' '.join(text.split()[:100])} {small_print}" for text in texts(COUNT, seed=6)]

    assert find_copies(drawn(short), ()) == {}
    assert find_copies(drawn(short[:3]), drawn(short[3:], first_id=3)) == {}


def test_find_copies_among_new_ones_names_the_first() -> None:
    text, other = TEXTS[:2]

    assert find_copies(drawn([text, other, text, f"{text} Fin."]), ()) == {2: 0, 3: 0}


def test_find_copies_does_not_take_a_text_for_a_copy_of_itself() -> None:
    article = drawn(TEXTS[:1])

    assert find_copies(article, article) == {}


@pytest.mark.parametrize("text", ["", "Crue.", "Le fleuve est sorti de son lit cette nuit."])
def test_find_copies_leaves_texts_alone_that_are_too_short_to_tell(text: str) -> None:
    assert find_copies(drawn([text, text]), ()) == {}


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_sketch_of_any_text_is_read_back(text: str) -> None:
    drawing = sketch(text)

    assert len(drawing) == 4 * len(samples(drawing))
    assert all(sample % 4 == 0 for sample in samples(drawing))


def test_sketch_is_the_same_on_every_machine() -> None:
    assert (
        sketch("Le fleuve est sorti de son lit dans la nuit de lundi à mardi à Malanville.").hex()
        == "7462b136749569979ce417c5"
    )


@given(st.randoms(use_true_random=False))
def test_find_copies_never_names_a_copy_as_original(random: Random) -> None:
    some = [Sketched(n, frozenset(random.sample(range(40), 12))) for n in range(12)]

    found = find_copies(some, ())

    assert not set(found) & set(found.values())

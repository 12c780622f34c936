import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.words import beginning, fold, stem, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Côte d’Ivoire", "cote d’ivoire"),
        ("COTE D’IVOIRE", "cote d’ivoire"),
        ("Cœur à cœur", "coeur a coeur"),
        ("Zérobié", "zerobie"),
    ],
)
def test_fold_removes_case_accents_and_ligatures(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words_leaves_out_function_words_of_both_languages() -> None:
    assert words("L’AES s’active pour la création d’une force commune") == [
        "aes",
        "active",
        "creation",
        "force",
        "commune",
    ]
    assert words("The president will not be there after all") == ["president"]


def test_words_keeps_numbers_and_drops_single_letters() -> None:
    assert words("Plan B : 3 morts, 12 blessés") == ["plan", "3", "morts", "12", "blesses"]


def test_words_reads_both_apostrophes_alike() -> None:
    assert words("l'armée d'aujourd'hui") == words("l’armée d’aujourd’hui") == ["armee"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("manifestants", "manifestante"),
        ("elections", "election"),
        ("attaque", "attaques"),
        ("nationaux", "nation"),
        ("floods", "flooding"),
    ],
)
def test_stem_joins_forms_of_one_word(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_stem_leaves_short_words_and_numbers_alone() -> None:
    assert [stem(word) for word in ("mali", "gaz", "1990s", "2024")] == ["mali", "gaz", "1990", "2024"]


def test_beginning_joins_words_of_one_family() -> None:
    assert beginning("electoral") == beginning("elections") == "elect"
    assert beginning("force") is None
    assert beginning("1234567") is None


@given(st.text())
def test_words_are_already_folded(title: str) -> None:
    assert all(words(word) == [word] for word in words(title))

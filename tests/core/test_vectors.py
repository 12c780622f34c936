import math

from hypothesis import given
from hypothesis import strategies as st

from digest.core.terms import Lexicon
from digest.core.vectors import DOCUMENTS, count, rarity, total, unit, vectors


def test_vectors_have_length_one() -> None:
    for vector in vectors(["Crue du fleuve à Malanville", "Le port de Lomé agrandi"]):
        assert math.isclose(sum(weight * weight for weight in vector.values()), 1)


def test_vectors_of_a_title_without_words_are_empty() -> None:
    assert vectors(["", "Et pourquoi pas ?"]) == [{}, {}]


def test_vectors_weigh_a_rare_word_more_than_a_common_one() -> None:
    benin, crue = 0, 1

    flood, *_ = vectors(["Bénin : crue", "Bénin : port", "Bénin : vote"])

    assert flood[crue] > flood[benin]


@given(titles=st.lists(st.sampled_from(["crue fleuve", "port vote", "crue port"]), max_size=6))
def test_vectors_do_not_change_by_a_title_that_shares_no_term(titles: list[str]) -> None:
    assert vectors([*titles, "cacao"])[:-1] == vectors(titles)


def test_count_tells_how_many_texts_say_each_term() -> None:
    lexicon = Lexicon()
    said = [lexicon.read(title) for title in ("crue vote", "crue crue", "port")]

    assert dict(zip(lexicon.terms, count(said, lexicon), strict=True)) == {"crue": 2, "vote": 1, "port": 1}


def test_rarity_is_never_less_than_that_of_a_term_that_all_hold() -> None:
    assert rarity(DOCUMENTS - 1) == rarity(100 * DOCUMENTS) == 1.0


def test_unit_puts_the_heaviest_term_first() -> None:
    assert list(unit({2: 1.0, 1: 1.0, 3: 3.0})) == [3, 1, 2]


def test_total_adds_term_by_term() -> None:
    assert total([{1: 1.0, 2: 0.5}, {2: 0.5, 3: 2.0}]) == {1: 1.0, 2: 1.0, 3: 2.0}

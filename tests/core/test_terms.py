from digest.core.terms import Lexicon


def test_read_gives_the_stem_of_each_word_and_half_the_beginning_of_a_long_one() -> None:
    lexicon = Lexicon()

    said = lexicon.read("Élections au Bénin en 2026")

    assert {lexicon.terms[number]: weight for number, weight in said.items()} == {
        "election": 1.0,
        "elect…": 0.5,
        "benin": 1.0,
        "2026": 1.0,
    }


def test_read_finds_nothing_in_a_text_without_meaningful_words() -> None:
    assert [Lexicon().read(title) for title in ("", "Et pourquoi pas ?")] == [{}, {}]


def test_read_numbers_a_term_once() -> None:
    lexicon = Lexicon()

    assert lexicon.read("Crue") == lexicon.read("CRUES") == {0: 1.0}
    assert lexicon.terms == ["crue"]

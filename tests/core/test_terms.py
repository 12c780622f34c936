from digest.core.terms import LEAD_WEIGHT, Lexicon


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


def test_read_counts_what_only_the_lead_says_for_less() -> None:
    lexicon = Lexicon()

    said = lexicon.read("Crue", "Crue à Niamey.")

    assert {lexicon.terms[number]: weight for number, weight in said.items()} == {
        "crue": 1.0,
        "niamey": LEAD_WEIGHT,
    }


def test_read_leaves_the_background_of_a_long_lead_out() -> None:
    lexicon = Lexicon()

    lexicon.read("Crue", "vote " * 60 + "cacao")

    assert lexicon.terms == ["crue", "vote"]

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.render.typography import french, typeset


def test_french_keeps_high_marks_with_their_word() -> None:
    assert french("Quoi ? « Rien » : c'est tout ; 50 % !") == (
        "Quoi\u00a0? «\u00a0Rien\u00a0»\u00a0: c’est tout\u00a0; 50\u00a0%\u00a0!"
    )


def test_french_keeps_numbers_together() -> None:
    assert french("n° 5, 12 000 francs, 3 personnes") == "n°\u00a05, 12\u00a0000 francs, 3 personnes"


def test_french_replaces_the_narrow_space_that_many_fonts_lack() -> None:
    assert french("Vraiment\u202f?") == "Vraiment\u00a0?"


def test_french_leaves_hours_and_addresses_alone() -> None:
    assert french("À 10:30, https://a.example/?b=c;d") == "À 10:30, https://a.example/?b=c;d"


def test_french_quotes_in_french() -> None:
    assert french('Il dit "non", puis ("oui" !)') == ("Il dit «\u00a0non\u00a0», puis («\u00a0oui\u00a0»\u00a0!)")


@pytest.mark.parametrize("text", ['Écran de 27" à "bas prix"', '"a "b" c"', 'a="b"', '" "', '"', "l' \"'"])
def test_french_leaves_quotes_alone_that_are_not_all_in_pairs(text: str) -> None:
    assert french(text) == text


FRENCH = st.one_of(st.text(max_size=80), st.text("aé1 \u00a0\u202f\"'’«»“”:;!?%n°.,()-0", max_size=40))


@settings(max_examples=500)
@given(FRENCH)
def test_french_given_twice_changes_nothing_more(text: str) -> None:
    assert french(french(text)) == french(text)


@settings(max_examples=300)
@given(FRENCH)
def test_french_changes_no_letter(text: str) -> None:
    assert [c for c in french(text) if c.isalnum()] == [c for c in text if c.isalnum()]


@given(FRENCH, st.sampled_from(["fr", "en", "ar", "xx"]))
def test_typeset_uses_one_space_that_does_not_break(text: str, language: str) -> None:
    line = typeset(text, language)

    assert "\u202f" not in line
    assert typeset(line, language) == line


def test_typeset_removes_what_cannot_be_printed() -> None:
    assert typeset(" a\x00b\x85c\u2028d\u202ee\ud800f\n\tg ", "en") == "a b c d e f g"


def test_typeset_leaves_other_languages_as_they_are() -> None:
    assert typeset("Don't : stop", "en") == "Don't : stop"

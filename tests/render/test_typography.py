from hypothesis import given
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


@given(st.text())
def test_french_given_twice_changes_nothing_more(text: str) -> None:
    assert french(french(text)) == french(text)


def test_typeset_removes_what_cannot_be_printed() -> None:
    assert typeset(" a\x00b\x85c\u2028d\u202ee\ud800f\n\tg ", "en") == "a b c d e f g"


def test_typeset_leaves_other_languages_as_they_are() -> None:
    assert typeset("Don't : stop", "en") == "Don't : stop"

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le fleuve est sorti de son lit dans la nuit", "fr"),
        ("The river has left its bed", "en"),
        ("L’été à Paris", "fr"),
        ("O governo diz que não há vagas nas escolas", "pt"),
        ("El gobierno dice que no hay plazas en las escuelas", "es"),
        ("Serikali yasema watoto wote warudi katika shule", "sw"),
        ("Gwamnati ta ce an sako ɗalibai da aka sace", "ha"),
        ("الحكومة تعلن عن ميزانية جديدة", "ar"),
        ("መንግሥት አዲስ በጀት አስታወቀ", "am"),
        ("Le mot “سلام” vu de Dakar", "fr"),
        ("Marathon", "?"),
        ("", "?"),
    ],
)
def test_language_of(text, language):
    assert language_of(text, default="?") == language


@given(st.text())
def test_language_of_takes_any_text_and_knows_eight_languages(text):
    assert language_of(text, default="?") in {"fr", "en", "pt", "es", "sw", "ha", "ar", "am", "?"}


@pytest.mark.parametrize(("word", "language"), [("l’é", "fr"), ("the", "en"), ("ção", "pt"), ("tsar", "ha")])
def test_language_of_counts_as_many_votes_as_a_text_can_hold(word, language):
    assert language_of(f"{word} " * 80, default="?") == language
    assert language_of(f"{word}’" * 80, default="?") == language

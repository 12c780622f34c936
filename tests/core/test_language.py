import pytest

from digest.core.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le fleuve est sorti de son lit dans la nuit", "fr"),
        ("The river has left its bed", "en"),
        ("L’été à Paris", "fr"),
        ("Marathon", "?"),
        ("", "?"),
    ],
)
def test_language_of(text, language):
    assert language_of(text, default="?") == language

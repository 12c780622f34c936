from datetime import date

import pytest

from digest.locale.days import day_of


@pytest.mark.parametrize(
    ("day", "language", "written"),
    [
        (date(2026, 3, 5), "fr", "5\u00a0mars"),
        (date(2026, 3, 5), "en", "5\u00a0March"),
        (date(2026, 8, 1), "fr", "1er\u00a0août"),
        (date(2026, 8, 11), "fr", "11\u00a0août"),
        (date(2026, 8, 1), "en", "1\u00a0August"),
        (date(2026, 3, 5), "ar", "5\u00a0مارس"),
        (date(2026, 3, 5), "pt", "5\u00a0de\u00a0março"),
    ],
)
def test_day_is_written_as_in_a_sentence(day: date, language: str, written: str) -> None:
    assert day_of(day, language) == written

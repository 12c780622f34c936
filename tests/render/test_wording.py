from datetime import date, time

import pytest

from digest.core.errors import InvalidInput
from digest.render.wording import direction, open_wording
from tests.builders import a_cadence


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("fr", "Vendredi 6 mars 2026"),
        ("en", "Friday, March 6, 2026"),
        ("ar", "الجمعة، 6 مارس 2026"),
        ("pt", "Sexta-feira, 6 de março de 2026"),
    ],
    ids=["fr", "en", "ar", "pt"],
)
def test_date_is_written_out(locale: str, written: str) -> None:
    assert open_wording(locale).date(date(2026, 3, 6)) == written


@pytest.mark.parametrize(
    ("locale", "changes", "written"),
    [
        ("fr", {}, "chaque jour à 6\u00a0h\u00a030, heure de Porto-Novo"),
        ("fr", {"at": time(18)}, "chaque jour à 18\u00a0h, heure de Porto-Novo"),
        ("fr", {"days": (4, 0)}, "chaque lundi et vendredi à 6\u00a0h\u00a030, heure de Porto-Novo"),
        ("en", {"zone": "Africa/Lusaka"}, "every day at 6:30\u00a0AM, Lusaka time"),
        ("ar", {"days": (4, 0)}, "أيام الاثنين والجمعة في الساعة 6:30\u00a0ص بتوقيت بورتو نوفو"),
        ("pt", {"days": (4, 0)}, "cada segunda-feira e sexta-feira às 06:30, hora de Porto Novo"),
    ],
    ids=["every day", "full hour", "two days", "English", "Arabic", "Portuguese"],
)
def test_schedule_names_days_hour_and_city(locale: str, changes: dict[str, object], written: str) -> None:
    assert open_wording(locale).schedule(a_cadence(**changes)) == written


def test_open_wording_refuses_a_language_that_we_do_not_speak() -> None:
    with pytest.raises(InvalidInput, match="“de” is not a language of the product; choose from fr, en, ar, pt"):
        open_wording("de")


def test_direction_of_a_language() -> None:
    assert [direction(code) for code in ("fr", "ar", "pt-BR", "", "¿?")] == ["ltr", "rtl", "ltr", "auto", "auto"]

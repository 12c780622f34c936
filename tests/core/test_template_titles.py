import pytest

from digest.core.template_titles import series

WEATHER = ["Météo à Lyon", "Météo à Nice", "Météo à Porto Novo", "METEO à Brest"]


def test_series_is_found_by_its_form() -> None:
    assert series([*WEATHER, "La crue du fleuve"]) == ["meteo a …"] * 4 + [None]


@pytest.mark.parametrize(
    ("titles", "form"),
    [
        (
            [f"Horoscope du jour : {sign}" for sign in ("Lion", "Vierge", "Balance", "Bélier")],
            "horoscope du jour : …",
        ),
        ([f"Résultats du loto du {day} janvier" for day in range(1, 6)], "resultats du loto du … janvier"),
        ([f"Prix de l’essence à {city} ce lundi" for city in "ABCD"], "prix de l’essence a … ce lundi"),
    ],
)
def test_series_may_differ_anywhere(titles: list[str], form: str) -> None:
    assert series(titles) == [form] * len(titles)


@pytest.mark.parametrize(
    "titles",
    [
        WEATHER[:3],
        ["Crue du fleuve à Malanville"] * 6,
        ["Macron démissionne", "Macron réagit", "Macron parle", "Macron recule"],
        ["Lyon", "Nice", "Brest", "Lille"],
        [
            "Crash du Boeing en Iran : ce que l’on sait",
            "Iran : un Boeing s’écrase après son décollage",
            "Un Boeing ukrainien s’écrase en Iran",
            "Téhéran : le Boeing de Kiev a pris feu en vol",
        ],
        [],
    ],
    ids=["too few", "one title", "two words", "one word", "written one by one", "none"],
)
def test_titles_that_people_wrote_are_no_series(titles: list[str]) -> None:
    assert series(titles) == [None] * len(titles)


def test_series_does_not_depend_on_the_order() -> None:
    titles = [*WEATHER, "Météo", "La crue du fleuve"]

    assert series(titles[::-1]) == series(titles)[::-1]

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.site_suffix import without_site_suffix

NAMES = ("Le Quotidien du Zou", "www.zou-info.example")


@pytest.mark.parametrize(
    ("title", "shorter"),
    [
        ("Un accord est signé - Le Quotidien du Zou", "Un accord est signé"),
        ("Un accord est signé | LE QUOTIDIEN DU ZOU", "Un accord est signé"),
        ("Un accord est signé| Le Quotidien du Zou", "Un accord est signé"),
        ("Un accord est signé\u00a0– Le quotidien du Zou.", "Un accord est signé"),
        ("Un accord est signé — zou-info.example", "Un accord est signé"),
        ("Un accord est signé | www.zou-info.example", "Un accord est signé"),
        ("Niger – Mali : accord - Le Quotidien du Zou", "Niger – Mali : accord"),
        ("Un accord - Le Quotidien du Zou - Le Quotidien du Zou", "Un accord"),
        ("Revue de presse : Le Quotidien du Zou", "Revue de presse : Le Quotidien du Zou"),
        ("Un accord est signé-Le Quotidien du Zou", "Un accord est signé-Le Quotidien du Zou"),
        ("Accord | Le Quotidien du Zou", "Accord | Le Quotidien du Zou"),
        ("Le Quotidien du Zou", "Le Quotidien du Zou"),
        ("Le Quotidien du Zou - Un accord est signé", "Le Quotidien du Zou - Un accord est signé"),
        ("Burkina Faso – Tchad : un accord est signé", "Burkina Faso – Tchad : un accord est signé"),
        ("Un accord est signé - Le Quotidien", "Un accord est signé - Le Quotidien"),
        ("", ""),
    ],
)
def test_without_site_suffix_knows_the_names_of_the_site(title, shorter):
    assert without_site_suffix([title], names=NAMES) == [shorter]


def test_without_site_suffix_takes_an_ending_that_most_titles_share():
    titles = [
        "Un accord est signé – Zou Info",
        "La pluie revient – ZOU INFO",
        "Météo – Zou Info",
        "Le fleuve monte",
    ]
    more = [*titles[:3], "Le marché ouvre - Zou Info", "Le fleuve monte"]

    assert without_site_suffix(titles, names=()) == titles
    assert without_site_suffix(more, names=()) == [
        *("Un accord est signé", "La pluie revient", "Météo – Zou Info", "Le marché ouvre", "Le fleuve monte"),
    ]


def test_without_site_suffix_takes_one_ending_behind_the_other():
    titles = [f"{title} | À la une | Zou Info" for title in ("Un accord", "La pluie", "Le fleuve")]

    assert without_site_suffix(titles, names=()) == ["Un accord", "La pluie", "Le fleuve"]


@pytest.mark.parametrize(
    "titles",
    [
        ["Un accord – Zou Info", "La pluie – Zou Info"],
        ["Un accord – Zou Info"] * 9,
        ["Un accord est signé – Bénin", "La pluie revient – Bénin", "Le fleuve monte – Bénin"],
        ["Burkina Faso – Tchad : accord", "Burkina Faso – Mali : accord", "Burkina Faso – Niger : accord"],
    ],
    ids=["two titles", "one title again and again", "a country", "prefixes"],
)
def test_without_site_suffix_does_not_guess(titles):
    assert without_site_suffix(titles, names=()) == titles


TITLES = st.lists(st.sampled_from(["un", "Zou", "Écho", "été", " - ", " | ", "|", " – ", " : "]), max_size=8).map(
    "".join
)


@settings(max_examples=150)
@given(st.lists(TITLES, max_size=6), st.lists(TITLES, max_size=2))
def test_without_site_suffix_only_takes_from_the_end_and_is_done_after_once(titles, names):
    shorter = without_site_suffix(titles, names=names)

    assert len(shorter) == len(titles)
    assert all(title.startswith(left) for title, left in zip(titles, shorter, strict=True))
    assert without_site_suffix(shorter, names=names) == shorter

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from digest.core.country import WORLD, is_country
from digest.core.gazetteer import country_of, mentions

AFRICA = """
AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MW MZ NA NE NG RW
SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW
"""


def countries_in(text: str) -> list[str]:
    return [country for mention in mentions(text) for country in mention.place.countries]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le Bénin et la Côte d'Ivoire", ["BJ", "CI"]),
        ("LE BENIN ET LA COTE D’IVOIRE", ["BJ", "CI"]),
        ("Guinée équatoriale, Guinée-Bissau, Guinée", ["GQ", "GW", "GN"]),
        ("Soudan du Sud, Soudan", ["SS", "SD"]),
        ("Centrafrique, RCA, Bangui", ["CF", "CF", "CF"]),
        ("Congo-Brazzaville, RD Congo, RDC", ["CG", "CD", "CD"]),
        ("nigérien et nigérian", ["NE", "NG"]),
        ("une Malienne, des Guinéennes, la presse turque", ["ML", "GN", "TR"]),
        ("Ivorian and Beninese ministers", ["CI", "BJ"]),
        ("les forces franco-maliennes à N’Djamena", ["ML", "TD"]),
        ("US strikes, they told us", ["US"]),
        ("ILS PARLENT DE US", []),
        ("Le Liptako-Gourma", ["ML", "BF", "NE"]),
    ],
)
def test_mentions_finds_countries_in_order(text, expected):
    assert countries_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Maurice et Dominique à la réunion",
        "Le fleuve Niger et le golfe de Guinée",
        "un club sud-américain",
        "Michael Jordan en Georgie",
        "Toursistes nigeriennement",
    ],
)
def test_mentions_passes_over_words_that_only_look_like_countries(text):
    assert countries_in(text) == []


def test_mentions_gives_the_words_as_they_stand():
    assert [mention.words for mention in mentions("Vu de Côte d’Ivoire: l'A.E.S. et l’AES")] == [
        "Côte d’Ivoire",
        "AES",
    ]


@pytest.mark.parametrize(
    ("label", "country"),
    [
        ("Bénin", "BJ"),
        ("Actualité Bénin", "BJ"),
        ("Afrique du Sud", "ZA"),
        ("RDC", "CD"),
        ("Monde", WORLD),
        ("Actualité internationale", WORLD),
        ("Afrique", None),
        ("Malien", None),
        ("AES", None),
        ("Sécurité au Bénin", None),
        ("", None),
    ],
)
def test_country_of_a_label(label, country):
    assert country_of(label) == country


@pytest.mark.parametrize("language", ["fr", "en"])
def test_country_of_knows_the_countries_of_africa_by_their_cldr_names(language):
    names = Locale(language).territories

    assert {code: country_of(names[code]) for code in AFRICA.split()} == {code: code for code in AFRICA.split()}


@given(st.text())
def test_mentions_takes_any_text_and_gives_known_codes(text):
    assert all(is_country(country) for country in countries_in(text))

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from digest.core import leaders
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moçambique e a Guiné-Bissau", ["MZ", "GW"]),
        ("jogadora cabo-verdiana, ministros angolanos, a seleção congolesa", ["CV", "AO", "CD"]),
        ("المغرب والجزائر", ["MA", "DZ"]),
        ("هجوم في مالي", ["ML"]),
        ("دعم مالي للمزارعين", []),
        ("በኬንያ", ["KE"]),
        ("Najeriya da Nijar", ["NG", "NE"]),
        ("Kagame reçoit Tshisekedi", ["RW", "CD"]),
        ("la frontière ivoiro-burkinabè", ["CI", "BF"]),
        ("Chad Mercer sings; Chad votes", ["TD"]),
        ("La CEDEAO, l’UEMOA, la CEMAC, la SADC et l’Union africaine", []),
        ("Equipo gana sin goles", []),
    ],
)
def test_mentions_reads_the_languages_of_africa_s_newsrooms(text, expected):
    assert countries_in(text) == expected


@pytest.mark.parametrize("language", ["pt", "ar", "es", "sw", "ha", "am"])
def test_mentions_finds_what_a_language_calls_the_countries_of_africa(language):
    names = Locale(language).territories
    missed = {code for code in AFRICA.split() if country_of(names[code]) != code}

    assert missed <= {"ML", "GH", "GN", "TD"}  # everyday words in a neighbouring language: see COMMON_WORDS


def test_country_of_takes_a_label_for_a_country_where_a_text_would_mean_a_person():
    assert (country_of("Maurice"), countries_in("Maurice chante")) == ("MU", [])


def test_leaders_stand_for_each_country_of_africa_that_has_one():
    codes = {line.partition(" ")[0] for line in leaders.LEADERS.strip().splitlines()}

    assert set(AFRICA.split()) - codes == {"EH"}  # Western Sahara has no government of its own that newsrooms name
    assert all(is_country(code) for code in codes)

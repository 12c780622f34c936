import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.article import Evidence
from digest.core.category import CATEGORIES
from digest.core.country import WORLD
from digest.core.tagging import Tags, tag, title_prefix
from tests.builders import a_raw_item

NO_CATEGORY = Evidence("general", "default", "")


def test_tag_says_what_it_found_and_where():
    item = a_raw_item("Bénin : le fleuve monte", labels=("Météo", "Mali"), url="https://echo.example/societe/crue")

    assert tag(item) == Tags(
        countries=("BJ", "ML"),
        category="weather",
        evidence=(
            Evidence("ML", "label", "Mali"),
            Evidence("BJ", "title prefix", "Bénin"),
            Evidence("BJ", "title", "Bénin"),
            Evidence("weather", "label", "Météo"),
        ),
    )


def test_tag_finds_nothing_and_says_so():
    item = a_raw_item("Marathon culinaire : elle va retenter sa chance", url=None)

    assert tag(item) == Tags((WORLD,), "general", (Evidence(WORLD, "default", ""), NO_CATEGORY))


@pytest.mark.parametrize(
    ("label", "title", "countries"),
    [
        ("Burkina Faso", "Burkina Faso – Tchad: le président en visite à Ouagadougou", ("BF", "TD")),
        ("Monde", "États-Unis : la maire limoge la cheffe des pompiers", ("US",)),
        ("Monde", "Marathon culinaire : elle va retenter sa chance", (WORLD,)),
        ("Mali", "Après le retrait de l’AES, l’ONU encourage un dialogue", ("ML", "BF", "NE")),
        ("Centrafrique", "Il quitte son parti : une crise profonde", ("CF",)),
    ],
)
def test_tag_puts_the_country_of_the_label_first(label, title, countries):
    assert tag(a_raw_item(title, labels=(label,))).countries == countries


def test_tag_reads_the_lead_only_where_the_rest_names_no_country():
    lead = "Le ministre nigérien est arrivé au Mali."

    assert tag(a_raw_item("Une visite attendue", summary=lead)).countries == ("ML", "NE")
    assert tag(a_raw_item("Le Togo attend une visite", summary=lead)).countries == ("TG",)


def test_tag_lets_the_lead_decide_between_the_members_of_a_region():
    item = a_raw_item("L’AES crée une force commune", body="Les chefs d’état-major se sont réunis au Niger.")

    assert tag(item).countries == ("NE", "ML", "BF")


def test_tag_does_not_trust_a_lone_region_in_the_lead():
    assert tag(a_raw_item("Une force commune", summary="Une réunion de l’AES.")).countries == (WORLD,)


def test_tag_reads_the_folders_of_the_address():
    tags = tag(a_raw_item("Une visite", url="https://echo.example/cote-d-ivoire/politique/2026/mali"))

    assert (tags.countries, tags.category) == (("CI",), "politics")


@pytest.mark.parametrize(
    ("title", "prefix"),
    [
        ("Burkina Faso – Tchad: visite", "Burkina Faso – Tchad"),
        ("Football | Le Mali gagne", "Football"),
        ("Mali – le fleuve baisse", "Mali"),
        ("Le score est de 3:0 ce soir", ""),
        ("Rien ici", ""),
    ],
)
def test_title_prefix(title, prefix):
    assert title_prefix(title) == prefix


@given(st.text(), st.text(), st.lists(st.text()), st.text())
def test_tag_always_gives_a_country_and_a_category(title, summary, labels, url):
    tags = tag(a_raw_item(title, summary=summary, labels=tuple(labels), url=url))

    assert tags.countries
    assert len(set(tags.countries)) == len(tags.countries)
    assert tags.category in CATEGORIES
    assert {evidence.value for evidence in tags.evidence} == {*tags.countries, tags.category}

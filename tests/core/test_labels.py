import pytest

from digest.core.category import GENERAL, NAMES
from digest.core.labels import Decisions, category_of


@pytest.mark.parametrize(
    ("label", "category"),
    [
        ("Sécurité", "security"),
        ("SECURITE", "security"),
        ("Faits divers", "justice"),
        ("faits-divers", "justice"),
        ("Économie et Finance", "economy"),
        ("Afrique / Politique", "politics"),
        ("Football", "sport"),
        ("Human Rights", "society"),
        ("News - Infos", None),
        ("Actualité", None),
        ("", None),
    ],
)
def test_category_of_a_label(label, category):
    assert category_of(label) == category


@pytest.mark.parametrize("language", NAMES)
def test_category_of_knows_our_own_names_and_slugs(language):
    expected = {slug: (slug, slug) for slug in NAMES[language] if slug != GENERAL}

    assert {slug: (category_of(slug), category_of(NAMES[language][slug])) for slug in expected} == expected


def test_decisions_of_a_source_go_before_the_names_of_added_categories() -> None:
    decisions = Decisions({"le port": "port", "quai": "port"}, {"echo": {"quai": "economy"}})

    assert decisions.of("echo") == {"le port": "port", "quai": "economy"}
    assert decisions.of("new") == {"le port": "port", "quai": "port"}

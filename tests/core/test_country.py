"""Countries have a name in every language in which one is printed."""

import pytest

from digest.core.country import WORLD, country_name, country_names, is_country


@pytest.mark.parametrize("language", ["fr", "en", "ar", "pt", "am", "ha", "sw", "es"])
def test_every_country_has_a_name(language: str) -> None:
    assert all(country_name(code, language) for code in country_names("en"))
    assert set(country_names(language)) == set(country_names("en"))


@pytest.mark.parametrize(
    ("code", "is_one"), [("BJ", True), (WORLD, True), ("EU", False), ("ZZ", False), ("bj", False)]
)
def test_is_country(code: str, is_one: bool) -> None:
    assert is_country(code) is is_one


def test_country_name_is_what_newsrooms_print() -> None:
    assert (country_name("CF", "fr"), country_name("CI", "en")) == ("Centrafrique", "Côte d’Ivoire")
    assert (country_name("KE", "pt"), country_name("CI", "pt")) == ("Quénia", "Costa do Marfim")

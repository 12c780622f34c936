"""Countries: ISO 3166-1 codes, the world as one of them, and their names by CLDR.

Source of the names: Unicode CLDR, through Babel; a few are what newsrooms print instead.
"""

from functools import cache

from babel import Locale

WORLD = "001"
"""UN M49 and CLDR code of the world: the section of every country outside an edition's own set."""

_PRINTED = {
    "fr": {"CF": "Centrafrique", "CD": "RD Congo", "CG": "Congo", "CI": "Côte d’Ivoire", WORLD: "Monde"},
    "en": {
        "CD": "DR Congo",
        "CG": "Congo",
        "CI": "Côte d’Ivoire",
        "CF": "Central African Republic",
        WORLD: "World",
    },
    "pt_PT": {"CI": "Costa do Marfim", "CD": "RD Congo", "CG": "Congo"},
}
_PRINTED_IN = {"pt": "pt_PT"}
"""CLDR means Brazil by “pt”; newsrooms of Africa write as those of Portugal do."""
_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


@cache
def country_names(language: str) -> dict[str, str]:
    """Two-letter code (or WORLD) to printed name, in `language` (a CLDR language code)."""
    # CLDR has no name for some islands in some languages; English has all.
    territories = {**Locale.parse("en").territories, **Locale.parse(language).territories}
    names = {
        code: str(name).replace("'", "’")
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
    }
    return names | {WORLD: str(territories[WORLD])} | _PRINTED.get(language, {})


def is_country(code: str) -> bool:
    """Whether `code` is one that an article or an edition may carry."""
    return code in country_names("en")


def country_name(code: str, language: str) -> str:
    """The country as readers of `language` know it."""
    return country_names(_PRINTED_IN.get(language, language))[code]

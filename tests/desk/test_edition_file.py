"""Editions as TOML: what is written reads back the same, and what is wrong is named."""

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.category import CATEGORIES
from digest.core.edition import Approval, Edition, EmptySections, Grouping, Limits, SectionPlan, Sender, Weights
from digest.core.errors import InvalidInput
from digest.core.quota import Axis, Mix, Quota
from digest.desk.edition_file import parse_edition, read_edition, write_edition
from tests.builders import a_cadence, an_edition

MINIMAL = """
key = "ouest"
name = "Afrique de l’Ouest"
masthead = "La Lagune"
[cadence]
zone = "Africa/Porto-Novo"
at = "06:30"
[sender]
address = "matin@lalagune.example"
name = "La Lagune"
"""

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
shares = st.floats(0, 1, allow_nan=False)
codes = st.lists(st.sampled_from(("BJ", "BF", "CI", "001", "ZM")), unique=True, max_size=4).map(tuple)
categories = st.lists(st.sampled_from(CATEGORIES), unique=True, max_size=4).map(tuple)
halves = st.dictionaries(st.sampled_from(CATEGORIES), st.floats(0, 0.5), max_size=2).map(
    lambda d: tuple(sorted(d.items()))
)
caps = st.none() | st.integers(1, 200)
quotas = st.lists(
    st.builds(
        Quota,
        st.just(Axis.CATEGORY),
        st.sampled_from(CATEGORIES),
        at_least=st.just(0),
        at_most=st.integers(1, 200),
    )
    | st.builds(
        Quota,
        st.sampled_from((Axis.SOURCE, Axis.OWNER)),
        st.just("echo"),
        at_least=st.just(1),
        at_most=st.none() | st.integers(1, 200),
    ),
    unique_by=lambda quota: quota.trait,
    max_size=4,
).map(tuple)
editions = st.builds(
    Edition,
    key=st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True),
    name=texts,
    masthead=texts,
    sender=st.builds(Sender, st.just("matin@lalagune.org"), texts, st.none() | st.just("reponse@lalagune.org")),
    cadence=st.builds(
        a_cadence,
        zone=st.sampled_from(("Africa/Cairo", "UTC")),
        at=st.times().map(lambda t: t.replace(microsecond=0)),
        days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
        prepare=st.integers(0, 1440).map(lambda n: timedelta(minutes=n)),
        grace=st.integers(0, 1440).map(lambda n: timedelta(minutes=n)),
        lateness=st.integers(30, 10_080).map(lambda n: timedelta(minutes=n)),
        span=st.none() | st.integers(1, 700).map(lambda n: timedelta(hours=n)),
    ),
    locale=st.sampled_from(("fr", "en", "ar", "pt")),
    tagline=texts,
    postal_address=texts,
    signature=texts,
    theme=st.sampled_from(["default", "night-2"]),
    countries=codes,
    world=st.booleans(),
    world_headlines=st.booleans(),
    sign_up=st.booleans(),
    goodbye=st.booleans(),
    categories=categories,
    grouping=st.sampled_from(Grouping),
    sections=st.lists(
        st.builds(SectionPlan, texts, codes, categories, st.none() | st.integers(1, 200), st.booleans()),
        max_size=3,
    ).map(tuple),
    empty_sections=st.sampled_from(EmptySections),
    limits=st.builds(
        Limits,
        st.integers(4, 200),
        *[st.integers(1, 200)] * 3,
        per_country=caps,
        per_category=caps,
        per_owner=caps,
    ),
    quotas=quotas,
    mix=st.builds(Mix, categories=halves),
    weights=st.builds(
        Weights,
        *[shares] * 10,
        half_life_hours=st.floats(0.1, 100),
        half_lives=st.dictionaries(st.sampled_from(CATEGORIES), st.floats(0.1, 100)).map(
            lambda d: tuple(sorted(d.items()))
        ),
        countries=st.dictionaries(st.sampled_from(("BJ", "CI")), shares).map(lambda d: tuple(sorted(d.items()))),
        categories=st.dictionaries(st.sampled_from(CATEGORIES), shares).map(lambda d: tuple(sorted(d.items()))),
        diversity=shares,
        mix=shares,
    ),
    approval=st.sampled_from(Approval),
)


@given(editions)
def test_written_edition_reads_back_the_same(edition: Edition) -> None:
    assert parse_edition(write_edition(edition), name="test") == edition


def test_parse_edition_fills_in_the_defaults() -> None:
    expected = replace(
        an_edition(sender=Sender("matin@lalagune.example", "La Lagune")), postal_address="", countries=()
    )

    assert parse_edition(MINIMAL, name="test") == replace(expected, cadence=a_cadence(at=time(6, 30)))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("[cadence]", "[cadense]"), "cadence: Field required; cadense: Extra inputs are not permitted"),
        (("Africa/Porto-Novo", "Africa/Cotonou-Sud"), "“Africa/Cotonou-Sud” is not a time zone"),
        (("zone", 'days = ["mardi"]\nzone'), "cadence.days.0: “mardi” is not a day; choose from mon, tue"),
        (('key = "ouest"', 'key = "Ouest !"'), "key: a key is made of a-z, 0-9 and single hyphens"),
        (
            ("[cadence]", 'countries = ["Bénin"]\n[cadence]'),
            "countries.0: “Bénin” is not an ISO 3166 country code",
        ),
        (("[cadence]", 'categories = ["foot"]\n[cadence]'), "categories.0: “foot” is not a category"),
        (("[cadence]", 'locale = "de"\n[cadence]'), "locale: “de” is not a language of the product"),
        (("matin@lalagune.example", "matin"), "sender.address: value is not a valid email address"),
        (('"06:30"', '"25:30"'), "cadence.at: Input should be in a valid time format"),
        (("[sender]", "[sender"), "ouest.toml is not valid TOML"),
    ],
)
def test_wrong_field_is_named(change: tuple[str, str], message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_edition(MINIMAL.replace(*change), name="ouest.toml")

    assert message in str(caught.value)
    assert str(caught.value).startswith(("ouest.toml", "“Africa"))


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        (
            '[[quotas]]\ncountry = "ML"\nsource = "echo"\nat_least = 1',
            "ouest.toml is not an edition: quotas.0: name exactly one of country, category, source and owner.",
        ),
        ('[[quotas]]\ncategory = "foot"\nat_most = 1', "quotas.0.category: “foot” is not a category; choose from"),
        ("[[quotas]]\nat_least = 1", "quotas.0: name exactly one of country, category, source and owner"),
        ('[[quotas]]\ncountry = "ML"', "quotas.0: say at_least, at_most or both"),
        (
            '[[quotas]]\nowner = "Groupe Lagune"\nat_least = 3\nat_most = 2',
            "quotas.0: at_least is 3, more than at_most, 2",
        ),
        (
            '[[quotas]]\ncountry = "ML"\nat_least = 7\n[[quotas]]\ncategory = "sport"\nat_least = 6',
            "ouest.toml is not an edition: the quotas ask for at least 13 stories, more than limits.stories, 12; "
            "raise that limit or ask for fewer.",
        ),
        (
            '[[quotas]]\ncountry = "ML"\nat_least = 1\n[[quotas]]\ncountry = "ML"\nat_most = 2',
            "there are two quotas for the country “ML”; make one of them",
        ),
        (
            "[mix.categories]\nsport = 0.7\npolitics = 0.4",
            "mix: the shares of categories add up to 1.10; they may be 1 at most",
        ),
    ],
)
def test_promise_that_cannot_be_kept_is_told(tables: str, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_edition(f"{MINIMAL}\n{tables}", name="ouest.toml")

    assert message in str(caught.value)


def test_parse_edition_reads_quotas_and_the_mix() -> None:
    tables = """
    [[quotas]]
    country = "ML"
    at_least = 1
    [[quotas]]
    owner = "Groupe Lagune"
    at_most = 3
    [mix.categories]
    politics = 0.3
    """
    edition = parse_edition(f'empty_sections = "say so"\n{MINIMAL}\n{tables}', name="test")

    assert (edition.quotas, edition.mix, edition.empty_sections) == (
        (Quota(Axis.COUNTRY, "ML", at_least=1), Quota(Axis.OWNER, "Groupe Lagune", at_most=3)),
        Mix(categories=(("politics", 0.3),)),
        EmptySections.SAY_SO,
    )


def test_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"nothing\.toml cannot be read: No such file"):
        read_edition(tmp_path / "nothing.toml")


def test_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(MINIMAL.encode("utf-16"))

    with pytest.raises(InvalidInput, match="is not UTF-8 text"):
        read_edition(path)

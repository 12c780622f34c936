"""What if: single fields of an edition, set by hand and judged as its file is."""

from datetime import timedelta
from typing import Any

import pytest

from digest.core.edition import Edition, SectionPlan, Weights
from digest.core.errors import InvalidInput
from digest.desk.edition_file import edition_as_table
from digest.desk.what_if import suppose
from tests.builders import an_edition


def of(edition: Edition, path: str) -> Any:
    value: Any = edition
    for name in path.split("."):
        value = getattr(value, name)
    return value


@pytest.mark.parametrize(
    ("setting", "field", "expected"),
    [
        ("weights.recency=0.1", "weights.recency", 0.1),
        ("weights.countries.BJ = 0.3", "weights.countries", (("BJ", 0.3),)),
        ("limits.stories=8", "limits.stories", 8),
        ("countries=BJ,TG", "countries", ("BJ", "TG")),
        ('countries=["BJ", "TG"]', "countries", ("BJ", "TG")),
        ("countries=", "countries", ()),
        ("world=false", "world", False),
        ("name=Le Matin", "name", "Le Matin"),
        ("name=7", "name", "7"),
        ("cadence.span_hours=48", "cadence.span", timedelta(days=2)),
        ("sections.0.limit=3", "sections", (SectionPlan("Le fleuve", limit=3),)),
        ('sections=[{title="La ville"}]', "sections", (SectionPlan("La ville"),)),
    ],
)
def test_field_takes_a_value(setting: str, field: str, expected: object) -> None:
    edition = an_edition(sections=(SectionPlan("Le fleuve"),))

    assert of(suppose(edition, [setting]), field) == expected


def test_nothing_but_the_field_changes() -> None:
    edition = an_edition(weights=Weights(categories=(("sport", 0.1),)))

    changed = edition_as_table(suppose(edition, ["weights.recency=0.5"]))

    expected = edition_as_table(edition)
    expected["weights"]["recency"] = 0.5
    assert changed == expected


def test_settings_add_up_and_the_last_one_wins() -> None:
    edition = suppose(an_edition(), ["limits.stories=8", "limits.per_source=2", "limits.stories=9"])

    assert (edition.limits.stories, edition.limits.per_source) == (9, 2)


@pytest.mark.parametrize(
    "name", [name for name in Weights.__slots__ if isinstance(getattr(Weights(), name), float)]
)
def test_every_weight_can_be_supposed(name: str) -> None:
    assert getattr(suppose(an_edition(), [f"weights.{name}=0.125"]).weights, name) == 0.125


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("weights.recensy=1", "no field “weights.recensy”; near it: weights.recency, "),
        ("per_source=1", "no field “per_source”; near it: .*limits.per_source"),
        ("qqqq=1", "no field “qqqq”; “digest edition export” shows all"),
        ("weights.recency", "“weights.recency” sets nothing; write FIELD=VALUE"),
        ("weights.recency=7", "weights.recency: Input should be less than or equal to 1"),
        ("weights.countries.ZZZ=0.5", "“ZZZ” is not an ISO 3166 country code"),
        ("sections.4.limit=3", "“sections.4.limit” is not in the edition"),
        ("key=sud", "key of an edition"),
        ("weights=3", "weights: Input should be a valid dictionary"),
    ],
)
def test_what_cannot_be_supposed_is_told(setting: str, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        suppose(an_edition(), [setting])

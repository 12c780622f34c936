from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.dates import read_date


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-06", datetime(2024, 3, 6, tzinfo=UTC)),
        ("2024-03-06T10:00:00", datetime(2024, 3, 6, 10, tzinfo=UTC)),
        ("2024-03-06 10:00:00+01:00", datetime(2024, 3, 6, 9, tzinfo=UTC)),
        (" 2024-03-06T10:00:00Z\n", datetime(2024, 3, 6, 10, tzinfo=UTC)),
        ("Wed, 06 Mar 2024 10:00:00 +0100", datetime(2024, 3, 6, 9, tzinfo=UTC)),
        ("Wed, 06 Mar 2024 10:00:00 EST", datetime(2024, 3, 6, 15, tzinfo=UTC)),
        ("mer, 06 mars 2024 10:00:00 +0000", datetime(2024, 3, 6, 10, tzinfo=UTC)),
        ("mer., 6 févr. 2024 10:00:00 +0100", datetime(2024, 2, 6, 9, tzinfo=UTC)),
        ("6 mars 2024", datetime(2024, 3, 6, tzinfo=UTC)),
        ("Mercredi 6 mars 2024 à 10h30", datetime(2024, 3, 6, 10, 30, tzinfo=UTC)),
        ("6 mars 2024 - 10:30", datetime(2024, 3, 6, 10, 30, tzinfo=UTC)),
        ("1er août 2023", datetime(2023, 8, 1, tzinfo=UTC)),
        ("25 DÉCEMBRE 2023, 8h", datetime(2023, 12, 25, 8, tzinfo=UTC)),
    ],
)
def test_read_date_reads_what_sources_write(text, moment):
    assert read_date(text) == moment
    assert read_date(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text", ["", "hier", "32 mars 2024", "mars 2024", "05/13/2026", "9999-12-31T23:59:59-10:00", "2024-03-06" * 20]
)
def test_read_date_knows_when_it_does_not_know(text):
    assert read_date(text) is None


@given(st.text())
def test_read_date_never_raises(text):
    read_date(text)


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001 (a strategy's bounds)
def test_read_date_reads_its_own_form_back(moment):
    aware = moment.replace(tzinfo=UTC)

    assert read_date(aware.isoformat()) == aware

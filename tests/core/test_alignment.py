"""Alignment: which domains DMARC takes for one organisation."""

import pytest

from digest.core.alignment import is_aligned


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("lalagune.example", "lalagune.example", True),
        ("mail.lalagune.example", "retours.lalagune.example", True),
        ("LaLagune.example.", "news.lalagune.example", True),
        ("lalagune.example", "lavigie.example", False),
        ("lalagune.com.ng", "mail.lalagune.com.ng", True),
        ("lalagune.com.ng", "lavigie.com.ng", False),
        ("lalagune.co.uk", "co.uk", False),
        ("lalagune.example", "lalagune.org", False),
        ("co.example", "a.co.example", True),
    ],
)
def test_domains_of_one_organisation_are_aligned(one: str, other: str, expected: bool) -> None:
    assert is_aligned(one, other) is expected
    assert is_aligned(other, one) is expected

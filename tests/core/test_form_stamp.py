from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.form_stamp import is_fresh, stamp
from tests.builders import NOON

SECRET = b"a secret of the tests, long enough to be one"
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("age", "fresh"),
    [(-SECOND, False), (SECOND, False), (2 * SECOND, True), (24 * HOUR, True), (24 * HOUR + SECOND, False)],
)
def test_stamp_is_fresh_as_long_as_a_person_takes(age: timedelta, fresh: bool) -> None:
    assert is_fresh(SECRET, "ouest", stamp(SECRET, "ouest", now=NOON), now=NOON + age) is fresh


def test_stamp_holds_for_one_form_of_one_house() -> None:
    mine, now = stamp(SECRET, "ouest", now=NOON), NOON + HOUR

    assert not is_fresh(SECRET, "sud", mine, now=now)
    assert not is_fresh(b"another secret that is long enough to be one", "ouest", mine, now=now)
    assert not is_fresh(SECRET, "ouest", f"{int(NOON.timestamp()) + 60}.{mine.partition('.')[2]}", now=now)


@given(st.text() | st.from_regex(r"[0-9]{1,14}\.[0-9a-f]{0,40}"))
def test_stamp_takes_nothing_else_for_its_own(text: str) -> None:
    assert not is_fresh(SECRET, "ouest", text, now=NOON)

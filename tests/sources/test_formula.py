import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.formula import guarded, unguarded


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+33", "'+33"),
        ("-5 °C", "'-5 °C"),
        ("@zou", "'@zou"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_guarded_puts_an_apostrophe_before_what_a_spreadsheet_would_run(text: str, cell: str) -> None:
    assert guarded(text) == cell


@given(st.text(st.sampled_from("'=+-@\t\ra ")) | st.text())
def test_unguarded_takes_off_what_guarded_put_on(text: str) -> None:
    assert unguarded(guarded(text)) == text

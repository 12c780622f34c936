"""Headlines that people sorted into stories."""

from datetime import UTC, datetime

import pytest

from digest.core.errors import InvalidInput
from digest.sources.labelled import Labelled, read_labelled


def test_read_labelled_takes_the_columns_that_the_first_line_names() -> None:
    text = "# story\ttitle\tpublished (UTC)\tnote\n\nc1\tCrue à Malanville\t2026-03-05 08:00\tx\n# a\nc2\tLomé\n"

    assert read_labelled(text, "day.tsv") == [
        Labelled("Crue à Malanville", "c1", datetime(2026, 3, 5, 8, tzinfo=UTC)),
        Labelled("Lomé", "c2"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "day.tsv has no column title and story"),
        ("title\nCrue", "day.tsv has no column story"),
        ("title\tstory\n", "day.tsv has no headline"),
        ("title\tstory\nCrue\tc1\nLomé\n", "day.tsv, line 3, has no title or no story"),
    ],
)
def test_read_labelled_says_what_is_wrong_and_where(text: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        read_labelled(text, "day.tsv")

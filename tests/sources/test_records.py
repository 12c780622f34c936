"""CSV and JSON lines, cut into batches: what the beginning of a file tells, and where each record starts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.article import RawItem
from digest.core.errors import InvalidInput
from digest.sources.reading import Broken
from digest.sources.records import LONGEST, open_batches, read_csv, read_json_lines

ARTICLE = '{"url": "https://echo.example/1", "title": "Crue"}'
CSV = "url,title\nhttps://echo.example/1,Crue\n"


def titles(path: Path) -> list[str | None] | None:
    """The titles of a file’s items, None for a broken one; None for a file that is not read in batches."""
    with open_batches(path) as batches:
        if batches is None:
            return None
        return [entry.title if isinstance(entry, RawItem) else None for batch in batches for entry in batch.read()]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.jsonl", ARTICLE.encode(), ["Crue"]),
        ("a.ndjson", b"\xef\xbb\xbf" + ARTICLE.encode() + b"\n\n{}\n", ["Crue", None]),
        ("a.txt", f"{ARTICLE}\n{ARTICLE}\n".encode(), ["Crue", "Crue"]),
        ("a.jsonl", ARTICLE.replace("Crue", "Été").encode("cp1252"), ["Été"]),
        ("a.csv", CSV.encode(), ["Crue"]),
        ("a.csv", CSV.replace("Crue", "Été").encode("cp1252"), ["Été"]),
        ("a.txt", "\ufeffurl;title\nhttps://echo.example/1;Été\n".encode(), ["Été"]),
        ("a.txt", b"A title, and more words\nurl", None),
        ("feed.json", b'{"version": "https://jsonfeed.org/version/1.1", "title": "a", "items": []}', None),
        ("posts.json", b'[{"title": {"rendered": "a"}}]', None),
        ("a.csv", "url,title\nhttps://echo.example/1,Crue\n".encode("utf-16"), None),
        ("a.csv", b"PK\0\0url,title", None),
        ("feed.xml", b"<rss/>", None),
        ("empty", b"", None),
    ],
)
def test_open_batches_knows_a_file_by_its_beginning(
    tmp_path: Path, name: str, content: bytes, expected: list[str | None] | None
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert titles(path) == expected


def test_open_batches_of_csv_without_its_columns_says_which(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("url,headline\n")

    with pytest.raises(InvalidInput, match="has no column title"), open_batches(path):
        pass


def test_json_line_without_an_end_is_not_kept_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"title": "{"a" * 2 * LONGEST}\n{ARTICLE}\n')

    with open_batches(path) as batches:
        assert batches
        first, second = [entry for batch in batches for entry in batch.read()]
    assert first == Broken(f"{path}, line 1", "is longer than 5 MB")
    assert isinstance(second, RawItem)
    assert second.where == f"{path}, line 2"


def test_batches_of_any_size_hold_the_records_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("url,title\n" + "".join(f"https://echo.example/{n},Titre {n}\n" for n in range(2_500)))

    with open_batches(path) as batches:
        sizes = [len(batch.records) for batch in batches or ()]
    assert sizes == [1_000, 1_000, 500]
    assert titles(path) == [f"Titre {n}" for n in range(2_500)]


words = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), min_size=1).filter(str.strip)


@given(st.lists(words, max_size=5))
def test_records_start_on_the_line_that_is_told(some: list[str]) -> None:
    csv_text = "url,title\n" + "".join(f'u,"{word.replace(chr(34), chr(34) * 2)}\n2"\n' for word in some)

    rows = read_csv(csv_text, "a.csv").entries
    lines = read_json_lines("x\n" * len(some), "a.jsonl").entries

    assert [row.where for row in rows] == [f"a.csv, line {2 + 2 * n}" for n in range(len(some))]
    assert [line.where for line in lines] == [f"a.jsonl, line {1 + n}" for n in range(len(some))]

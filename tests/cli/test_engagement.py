"""Engagement from the command line: all of a file, or nothing."""

from pathlib import Path

import pytest

from digest.cli.app import app
from digest.cli.exits import Exit
from tests.cli.command import run

HEADER = "category,country,source,delivered,clicks\n"


@pytest.fixture(autouse=True)
def _a_source(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DIGEST_DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text("url,title\nhttps://echo.example/1,Crue\n")
    assert run(app, "article", "import", "a.csv", "--source", "echo") == Exit.OK


def test_import_says_how_many_kinds_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    Path("e.csv").write_text(HEADER + "sport,BJ,echo,1200,45\nsociety,BJ,echo,900,9\n")

    assert run(app, "engagement", "import", "e.csv") == Exit.OK
    assert capsys.readouterr().err == (
        "2 kinds of stories are known; an edition uses that where its weights.engagement is above 0.\n"
    )


def test_import_of_a_file_with_a_fault_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    Path("e.csv").write_text(
        HEADER + "foot,BJ,echo,9,4\nsport,BJ,fanal,9,4\nsport,BJ,echo,4,9\nsport,BJ,echo,9,4\n"
    )

    assert run(app, "engagement", "import", "e.csv") == Exit.INVALID
    assert capsys.readouterr().err.splitlines() == [
        "e.csv, line 2 has “foot”, which is no category; “digest category list” shows them.",
        "e.csv, line 3 has “fanal”, which is no source; “digest source list” shows their keys.",
        "e.csv, line 4 has 9 clicks in 4 deliveries; count a delivery once, however often it was clicked.",
        "digest: Nothing was taken in; the lines above tell why.",
    ]


@pytest.mark.parametrize(
    "content", [None, "category,email\n".encode("utf-16")], ids=["missing", "another encoding"]
)
def test_file_that_cannot_be_read_is_one_sentence(
    capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    if content:
        Path("e.csv").write_bytes(content)
    capsys.readouterr()

    assert run(app, "engagement", "import", "e.csv") == Exit.INVALID
    (line,) = capsys.readouterr().err.splitlines()
    assert line in (
        "digest: e.csv cannot be read: No such file or directory.",
        "digest: e.csv is not UTF-8 text; save it as UTF-8.",
    )

"""Old articles are deleted on request, and counted first if somebody wants to know."""

from pathlib import Path

import pytest

from digest.cli.exits import Exit
from tests.cli.newsroom_cli import digest, settle_in, write_page


def test_prune_counts_first_and_then_deletes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settle_in(monkeypatch, tmp_path, sqlite_url)
    digest("article", "import", write_page(tmp_path), "--published", "2020-03-05T10:00:00Z")
    capsys.readouterr()

    codes = [digest("article", "prune", "--older-than", "90", *dry) for dry in (("--dry-run",), (), ())]

    assert codes == [Exit.OK] * 3
    assert capsys.readouterr().err == ("3 articles would be deleted.\n3 articles deleted.\n0 articles deleted.\n")
    assert digest("article", "prune", "--older-than", "7") == Exit.USAGE

"""How well stories are found, in numbers."""

import json
from pathlib import Path

import pytest

from digest.cli.app import app
from digest.cli.exits import Exit
from tests.cli.command import run

DAY = """title\tstory\tsource
Crue du fleuve à Malanville\tcrue\techo
Malanville : la crue du fleuve menace\tcrue\tdelta
Le port de Lomé agrandi\tport\techo
Grève des enseignants à Bouaké\tgreve\techo
"""


@pytest.fixture
def day(tmp_path: Path) -> Path:
    path = tmp_path / "day.tsv"
    path.write_text(DAY)
    return path


def test_evaluate_tells_each_measure(capsys: pytest.CaptureFixture[str], day: Path) -> None:
    assert run(app, "evaluate", day) == Exit.OK
    assert capsys.readouterr().out.splitlines()[:4] == [
        "4 headlines of 3 stories, found as 3",
        "BCubed      F1 1.000  precision 1.000  recall 1.000",
        "pairwise    F1 1.000  precision 1.000  recall 1.000",
        "first 20    0 duplicates  purity 1.000",
    ]


def test_evaluate_as_json(capsys: pytest.CaptureFixture[str], day: Path) -> None:
    run(app, "evaluate", day, "--language", "en", "--json")

    told = json.loads(capsys.readouterr().out)
    assert (told["bcubed_f1"], told["ndcg_of_top"], told["countries_in_top"]) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.tsv"], "missing.tsv cannot be read: No such file"),
        (["latin.tsv"], "latin.tsv is not UTF-8"),
        (["day.tsv", "--language", "de"], "“de” is not a language of editions"),
    ],
)
def test_evaluate_says_what_it_cannot_use(
    capsys: pytest.CaptureFixture[str],
    day: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(day.parent)
    Path("latin.tsv").write_bytes("title\tstory\nÉté\t1\n".encode("cp1252"))

    assert run(app, "evaluate", *arguments) == Exit.INVALID
    assert words in capsys.readouterr().err

"""Categories on the command line: the taxonomy, and decisions that later articles follow."""

import json
from pathlib import Path

import pytest

from digest.cli.exits import Exit
from tests.cli.newsroom_cli import digest, settle_in

ARTICLES = """\
{"url": "https://echo.example/1", "title": "Une nuit au port", "category": "Vie du port", "source": "Écho"}
{"url": "https://echo.example/2", "title": "Le marché rouvre", "category": "Économie", "source": "Écho"}
"""


@pytest.fixture(autouse=True)
def _newsroom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str) -> None:
    settle_in(monkeypatch, tmp_path, sqlite_url)
    (tmp_path / "articles.jsonl").write_text(ARTICLES, encoding="utf-8")


def categories(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    capsys.readouterr()
    digest("article", "list", "--json")
    return {row["title"]: row["category"] for row in json.loads(capsys.readouterr().out)}


def test_unknown_label_waits_until_somebody_decides(capsys: pytest.CaptureFixture[str]) -> None:
    digest("article", "import", "articles.jsonl")
    before = categories(capsys)
    digest("category", "unmapped", "--json")
    waiting = json.loads(capsys.readouterr().out)

    assert digest("category", "map", "vie du port", "economy", "--source", "echo") == Exit.OK
    assert capsys.readouterr().err == (
        "“vie du port” stands for economy, for 1 source; it filed 1 article of the last 62 days anew.\n"
    )

    assert before == {"Une nuit au port": "general", "Le marché rouvre": "economy"}
    assert waiting == [{"source": "echo", "label": "vie du port", "articles": 1, "example": "Une nuit au port"}]
    assert categories(capsys)["Une nuit au port"] == "economy"
    digest("category", "unmapped")
    assert capsys.readouterr().err == "Every label is known or decided about.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("vie du port", "port"), Exit.INVALID, "“port” is not a category; choose from culture"),
        (("jamais vu", "economy"), Exit.NOT_FOUND, "No article is labelled “jamais vu”"),
        (("vie du port", "economy", "--source", "zou"), Exit.NOT_FOUND, "There is no source “zou”"),
    ],
)
def test_wrong_decision_is_named(
    arguments: tuple[str, ...], code: Exit, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    digest("article", "import", "articles.jsonl")
    capsys.readouterr()

    assert digest("category", "map", *arguments) == code
    assert told in capsys.readouterr().err


def test_decision_that_is_taken_back_waits_again(capsys: pytest.CaptureFixture[str]) -> None:
    digest("article", "import", "articles.jsonl")
    digest("category", "map", "vie du port", "economy")
    capsys.readouterr()

    assert digest("category", "unmap", "Vie du port", "--source", "echo") == Exit.OK
    assert capsys.readouterr().err == (
        "“Vie du port” waits again, for 1 source; articles that it has filed keep their category.\n"
    )
    digest("category", "unmapped", "--source", "echo", "--json")
    assert [row["label"] for row in json.loads(capsys.readouterr().out)] == ["vie du port"]
    assert digest("category", "unmap", "vie du port") == Exit.NOT_FOUND
    assert "Nothing was decided about “vie du port”" in capsys.readouterr().err


def test_waiting_labels_of_a_source_that_is_not_there_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert digest("category", "unmapped", "--source", "zou") == Exit.NOT_FOUND
    assert "There is no source “zou”" in capsys.readouterr().err


def test_taxonomy_is_listed_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    digest("category", "list", "--json")

    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 18
    assert rows[0] == {
        "category": "culture",
        "fr": "Culture",
        "en": "Culture",
        "iptc": "medtop:01000000",
        "under": "",
    }


def names_of(category: str, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    capsys.readouterr()
    digest("category", "list", "--json")
    [row] = [row for row in json.loads(capsys.readouterr().out) if row["category"] == category]
    return row["fr"], row["en"]


def test_category_is_renamed_and_reset(capsys: pytest.CaptureFixture[str]) -> None:
    assert digest("category", "rename", "security", "--fr", "Défense", "--en", "Defence") == Exit.OK
    assert capsys.readouterr().err == "security is “Défense” in French and “Defence” in English.\n"
    assert names_of("security", capsys) == ("Défense", "Defence")

    assert digest("category", "reset", "security") == Exit.OK
    assert capsys.readouterr().err == "security is “Sécurité” in French and “Security” in English.\n"
    assert names_of("security", capsys) == ("Sécurité", "Security")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("rename", "security"), Exit.INVALID, "Say what the category is called: --fr NAME, --en NAME, or both."),
        (("rename", "port", "--fr", "Port"), Exit.INVALID, "“port” is not a category"),
        (("rename", "people", "--fr", "a\tb"), Exit.INVALID, "cannot be printed"),
        (("rename", "people", "--en", "HEALTH"), Exit.CONFLICT, "is what “health” is called (en) already"),
        (("reset", "port"), Exit.INVALID, "“port” is not a category"),
    ],
)
def test_wrong_name_is_refused(
    arguments: tuple[str, ...], code: Exit, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert digest("category", *arguments) == code
    assert told in capsys.readouterr().err


PORT = ("add", "port", "--fr", "Le port", "--en", "The port")


def test_category_is_added_under_a_topic_and_removed(capsys: pytest.CaptureFixture[str]) -> None:
    assert digest("category", *PORT, "--under", "economy") == Exit.OK
    assert capsys.readouterr().err == "port is “Le port” in French and “The port” in English.\n"
    digest("category", "list", "--json")
    rows = json.loads(capsys.readouterr().out)
    assert [row for row in rows if row["under"]] == [
        {"category": "port", "fr": "Le port", "en": "The port", "iptc": "medtop:04000000", "under": "economy"}
    ]

    assert digest("category", "remove", "port") == Exit.OK
    assert capsys.readouterr().err == "port is removed; nothing named it.\n"
    digest("category", "list", "--json")
    assert len(json.loads(capsys.readouterr().out)) == len(rows) - 1


def test_category_without_a_topic_is_listed_before_the_general_one(capsys: pytest.CaptureFixture[str]) -> None:
    digest("category", *PORT)
    digest("category", "list", "--json")

    assert json.loads(capsys.readouterr().out)[-2:] == [
        {"category": "port", "fr": "Le port", "en": "The port", "iptc": "", "under": "general"},
        {"category": "general", "fr": "Actualité", "en": "News", "iptc": "", "under": ""},
    ]


def test_removed_category_gives_what_named_it_to_another(capsys: pytest.CaptureFixture[str]) -> None:
    digest("category", *PORT)
    digest("article", "import", "articles.jsonl")
    digest("category", "map", "vie du port", "port")
    capsys.readouterr()

    assert digest("category", "remove", "port") == Exit.CONFLICT
    assert "“port” is in use: 1 article, 1 decision about a label; say which" in capsys.readouterr().err
    assert digest("category", "remove", "port", "--into", "labour") == Exit.OK
    assert capsys.readouterr().err == "port is removed; labour takes over 1 article, 1 decision about a label.\n"
    assert categories(capsys)["Une nuit au port"] == "labour"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("add", "Port", "--fr", "Le port", "--en", "The port"), Exit.INVALID, "cannot be the key of a category"),
        ((*PORT, "--under", "quai"), Exit.INVALID, "“quai” is not a topic of the IPTC; choose from culture"),
        (
            ("add", "sport", "--fr", "Stades", "--en", "Games"),
            Exit.CONFLICT,
            "There is a category “sport” already",
        ),
        (("remove", "sport"), Exit.INVALID, "“sport” came with digest and stays"),
    ],
)
def test_wrong_addition_or_removal_is_refused(
    arguments: tuple[str, ...], code: Exit, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert digest("category", *arguments) == code
    assert told in capsys.readouterr().err


def test_articles_are_listed_and_written_by_an_added_category(capsys: pytest.CaptureFixture[str]) -> None:
    digest("category", *PORT)
    digest("article", "import", "articles.jsonl")
    digest("category", "map", "vie du port", "port")
    capsys.readouterr()

    digest("article", "list", "--category", "port", "--json")
    assert [row["title"] for row in json.loads(capsys.readouterr().out)] == ["Une nuit au port"]
    digest("article", "export", "--format", "jsonl", "--category", "port", "--output", "port.jsonl")
    assert json.loads(Path("port.jsonl").read_text(encoding="utf-8"))["category"] == "port"
    capsys.readouterr()
    for command in (("list",), ("export", "--output", "quai.csv")):
        assert digest("article", *command, "--category", "quai") == Exit.INVALID
        assert "“quai” is not a category; choose from culture" in capsys.readouterr().err

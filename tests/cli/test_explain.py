"""digest explain: the board, one story, and what would change, from stored inputs or from the database now."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from digest.cli.exits import Exit
from digest.core.edition import Weights
from tests import databases
from tests.cli.newsroom_cli import DAY, digest, settle_in, write_edition, write_page

LEAD = "Des patrouilles communes partent de Dori"


@pytest.fixture(autouse=True)
def _newsroom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> None:
    settle_in(monkeypatch, tmp_path, database_url)
    monkeypatch.setenv("COLUMNS", "100")
    assert digest("edition", "import", write_edition(tmp_path)) == Exit.OK
    page = write_page(tmp_path)
    assert digest("article", "import", page, "--published", "2026-03-05T10:00:00Z") == Exit.OK


@pytest.fixture
def built(_newsroom: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert digest("build", "ouest", "--date", DAY) == Exit.OK
    capsys.readouterr()


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What `digest explain ouest` prints about DAY, with plain blanks."""
    capsys.readouterr()
    assert digest("explain", "ouest", "--date", DAY, *arguments) == Exit.OK
    return capsys.readouterr().out.replace("\u00a0", " ")


def execute(database_url: str, statement: str, **values: object) -> None:
    with databases.opened(database_url) as store, store.writing() as session:
        session.execute(text(statement), values)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(said(capsys, *arguments, "--json"))
    return found


def test_explain_of_a_day_that_was_not_built_stores_nothing(
    capsys: pytest.CaptureFixture[str], database_url: str
) -> None:
    page = said(capsys)

    assert page.startswith("Afrique de l’Ouest · vendredi 6 mars 2026\n3 sujets retenus sur 3 articles, du 3 mars")
    assert "Pas encore construit : tel qu’il le serait maintenant, sans rien enregistrer\n" in page
    assert f"À la une\n 1. {LEAD} — 0," in page
    with databases.opened(database_url) as store, store.reading() as session:
        counts = [
            session.execute(text(f"SELECT count(*) FROM {table}")).scalar()
            for table in ("issue", "snapshot", "story")
        ]
    assert counts == [0, 0, 0]


@pytest.mark.usefixtures("built")
def test_explain_of_an_issue_speaks_from_what_it_was_made_from(capsys: pytest.CaptureFixture[str]) -> None:
    before = said(capsys)

    assert digest("article", "prune", "--older-than", "32") == Exit.OK
    assert "Tel qu’il a été construit, le" in before
    assert said(capsys) == before


@pytest.mark.usefixtures("built")
def test_desk_answers_about_an_edition_in_arabic_in_english(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_edition(tmp_path)
    path.write_text(f'locale = "ar"\n{path.read_text(encoding="utf-8")}', encoding="utf-8")
    assert digest("edition", "import", path) == Exit.OK

    assert digest("build", "ouest", "--date", DAY, "--explain") == Exit.OK
    assert capsys.readouterr().out.startswith("Lead\n 1. ")
    assert "As it was built, " in said(capsys)


@pytest.mark.usefixtures("built")
def test_explain_speaks_the_language_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert "As it was built, " in said(capsys, "--language", "en")
    assert digest("explain", "ouest", "--date", DAY, "--language", "de") == Exit.USAGE


@pytest.mark.usefixtures("built")
def test_story_is_found_by_id_and_by_address(capsys: pytest.CaptureFixture[str], database_url: str) -> None:
    board = told(capsys)["board"]
    assert isinstance(board, dict)
    story = board["placed"][0]["id"]

    page = said(capsys, "--story", str(story), "--language", "en")

    assert f"\n\n{LEAD}\n    " in page
    assert f"\nArticles\n →  {story} · 5 Mar 11:00 · " in page
    assert "\nPlace\n    Lead\n" in page
    address = "https://echo.example/dori"
    execute(database_url, "UPDATE article SET url = :url WHERE id = :id", url=address, id=story)
    assert digest("build", "ouest", "--date", DAY) == Exit.OK
    assert (
        said(capsys, "--story", address, "--language", "en").partition("\nArticles\n")[2]
        == (page.partition("\nArticles\n")[2])
    )


@pytest.mark.usefixtures("built")
def test_story_that_is_left_out_lacks_so_much(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "--what-if", "limits.stories=1")
    board = found["board"]
    assert isinstance(board, dict)
    story = board["reserve"][0]["id"]

    page = said(capsys, "--what-if", "limits.stories=1", "--story", str(story), "--language", "en")

    assert "\nPlace\n    Issue full: " in page
    assert " more it would be in.\n" in page


@pytest.mark.usefixtures("built")
def test_article_outside_the_window_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = tmp_path / "old.jsonl"
    rows = [
        {
            "url": "https://echo.example/vieux",
            "title": "Une vieille nouvelle de Cotonou",
            "published": "2026-02-01",
        },
        {"url": "https://echo.example/tard", "title": "Une nouvelle de Parakou", "published": "2026-03-05T11:00Z"},
        {"url": "https://echo.example/demain", "title": "Une nouvelle de Kandi", "published": "2026-03-06T11:00Z"},
    ]
    old.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert digest("article", "import", old, "--source", "echo") == Exit.OK

    pages = [
        said(capsys, "--story", f"https://echo.example/{name}", "--language", "en")
        for name in ("vieux", "tard", "demain")
    ]

    assert "too old: published 1 Feb 01:00; the window begins 3 Mar 05:30" in pages[0]
    assert "not known yet when the issue was built: it came" in pages[1]
    assert "too new: published 6 Mar 12:00; the window ends 6 Mar 05:30" in pages[2]
    assert digest("explain", "ouest", "--date", DAY, "--story", "4711") == Exit.NOT_FOUND


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("weight", [n for n in Weights.__slots__ if isinstance(getattr(Weights(), n), float)])
def test_every_weight_may_be_supposed(weight: str, capsys: pytest.CaptureFixture[str]) -> None:
    value = 48 if weight == "half_life_hours" else 0.9

    changes = told(capsys, "--what-if", f"weights.{weight}={value}")["changes"]

    says_nothing_here = {"picture", "mark", "shown", "diversity", "mix"}
    assert bool(changes) == (weight not in says_nothing_here)


@pytest.mark.usefixtures("built")
def test_what_if_says_what_enters_and_leaves(capsys: pytest.CaptureFixture[str]) -> None:
    page = said(capsys, "--what-if", "limits.stories=1", "--language", "en")

    assert "What if limits.stories=1\n\nLeaves\n" in page
    assert page.count(" → not in the issue · ") == 2
    assert page.count("\n      Issue full: ") == 2
    assert "Nothing would change." in said(capsys, "--what-if", "tagline=Le matin", "--language", "en")


@pytest.mark.usefixtures("built")
def test_what_if_with_other_times_reads_the_window_anew(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "--what-if", "cadence.span_hours=2")

    assert (found["articles"], len(found["changes"])) == (0, 3)  # type: ignore[arg-type]


@pytest.mark.usefixtures("built")
def test_what_cannot_be_supposed_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert digest("explain", "ouest", "--date", DAY, "--what-if", "weights.recensy=1") == Exit.INVALID
    assert "no field “weights.recensy”; near it: weights.recency" in capsys.readouterr().err


def test_explain_without_inputs_shows_the_reasons_that_the_issue_holds(
    built: None, capsys: pytest.CaptureFixture[str], database_url: str
) -> None:
    before = said(capsys, "--language", "en")
    execute(database_url, "DELETE FROM issue_input")

    without = said(capsys, "--language", "en")

    assert "; what it was made from is not kept: " in without
    assert without.partition("\nLead\n")[2] == before.partition("\nLead\n")[2]
    assert "Leaves\n" in said(capsys, "--what-if", "limits.stories=1", "--language", "en")

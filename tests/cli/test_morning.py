"""The daily commands, one after the other: what they print, what they refuse, and the code that tells."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from digest.cli.exits import Exit
from digest.db import issues, snapshots
from digest.mail.mailbox import Mailbox
from tests import databases
from tests.cli.newsroom_cli import DAY, digest, settle_in, write_edition, write_page
from tests.servers import Act, ScriptedServer

PUBLISHED = ("--published", "2026-03-05T10:00:00Z")
ISSUE = f"ouest/{DAY}"


@pytest.fixture(autouse=True)
def _newsroom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> None:
    settle_in(monkeypatch, tmp_path, database_url)


def open_edition(tmp_path: Path, *, approval: str = "required", readers: int = 2) -> None:
    people = "".join(f"reader{n}@lectrices.example\n" for n in range(1, readers + 1))
    (tmp_path / "people.csv").write_text(f"email\n{people}")
    assert digest("edition", "import", write_edition(tmp_path, approval=approval)) == Exit.OK
    assert digest("subscriber", "import", "ouest", tmp_path / "people.csv") == Exit.OK
    assert digest("article", "import", write_page(tmp_path), *PUBLISHED) == Exit.OK


def built(tmp_path: Path, capsys: pytest.CaptureFixture[str], **edition: object) -> None:
    open_edition(tmp_path, **edition)
    assert digest("build", "ouest", "--date", DAY) == Exit.OK
    capsys.readouterr()


def approved(tmp_path: Path, capsys: pytest.CaptureFixture[str], **edition: object) -> None:
    built(tmp_path, capsys, **edition)
    assert digest("approve", ISSUE, "--by", "Awa") == Exit.OK
    capsys.readouterr()


def test_build_tells_how_many_stories_came_of_how_many_articles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_edition(tmp_path)
    capsys.readouterr()

    assert digest("build", "ouest", "--date", DAY) == Exit.OK
    assert capsys.readouterr().err == f"{ISSUE}: 3 stories from 3 articles, ready.\n"


def test_build_explains_itself_as_text_and_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_edition(tmp_path)
    capsys.readouterr()

    digest("build", "ouest", "--date", DAY, "--explain")
    text = capsys.readouterr().out
    digest("build", "ouest", "--date", DAY, "--json")
    board = json.loads(capsys.readouterr().out)["board"]

    lead = board["placed"][0]
    assert (lead["title"], lead["category"]) == ("Des patrouilles communes partent de Dori", "Sécurité")
    assert {"breadth", "recency", "source", "country"} <= {reason["factor"] for reason in lead["reasons"]}
    assert sum(reason["points"] for reason in lead["reasons"]) == lead["points"]
    for reason in lead["reasons"]:
        assert f"{reason['value']:.4f} × {reason['weight']:.2f} =".replace(".", ",") in text
    assert text.startswith("À la une\n 1. Des patrouilles communes partent de Dori — 0,")


def test_build_replays_an_issue_from_what_it_was_made_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built(tmp_path, capsys)

    assert digest("article", "prune", "--older-than", "32") == Exit.OK
    assert digest("build", "--replay", ISSUE, "--json") == Exit.OK
    found = json.loads(capsys.readouterr().out)
    assert digest("build", "--replay", ISSUE) == Exit.OK

    assert capsys.readouterr().out == f"{ISSUE}: identical: {found['size']:,} bytes, SHA-256 {found['sha256']}\n"
    assert (found["identical"], found["changes"]) == (True, [])


def test_build_says_what_a_replay_has_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], database_url: str
) -> None:
    built(tmp_path, capsys)
    with databases.opened(database_url) as store, store.writing() as session:
        issue = issues.find(session, "ouest", date.fromisoformat(DAY))
        kept = snapshots.of_issue(session, issue.id)
        assert kept
        packed, thinner = snapshots.pack(kept.inputs.material), replace(kept.built, lead=None)
        snapshots.keep(session, issue.id, packed, kept.inputs, thinner, version="0.0.9", now=issue.built_at)

    assert digest("build", "--replay", ISSUE) == Exit.FINDINGS
    assert "Des patrouilles communes partent de Dori: not in the issue → Lead 1 (" in capsys.readouterr().out
    assert digest("build", "--replay", "ouest/2026-03-07") == Exit.NOT_FOUND


def test_build_wants_an_edition_or_an_issue_to_replay() -> None:
    assert digest("build") == Exit.USAGE
    assert digest("build", "ouest", "--replay", ISSUE) == Exit.USAGE


def test_preview_writes_three_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built(tmp_path, capsys)

    assert digest("preview", ISSUE, "--out", "proof") == Exit.OK
    assert capsys.readouterr().out == "proof/issue.html\nproof/issue.txt\nproof/issue.eml\n"
    assert all((tmp_path / "proof" / f"issue.{kind}").stat().st_size for kind in ("html", "txt", "eml"))


def test_preview_into_a_place_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built(tmp_path, capsys)

    assert digest("preview", ISSUE, "--out", tmp_path / "people.csv" / "proof") == Exit.UNAVAILABLE
    assert "cannot be written: Not a directory" in capsys.readouterr().err


def test_send_refuses_what_nobody_approved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built(tmp_path, capsys)

    assert digest("send", "ouest", "--date", DAY) == Exit.NOT_APPROVED
    assert capsys.readouterr().err == (
        f"digest: The issue {ISSUE} is ready, so nothing was sent; approve it: digest approve {ISSUE}.\n"
    )


def test_approving_twice_and_holding_say_how_things_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    approved(tmp_path, capsys)

    assert digest("approve", ISSUE) == Exit.CONFLICT
    assert digest("hold", ISSUE, "--because", "a doubt") == Exit.OK
    assert digest("send", "ouest", "--date", DAY) == Exit.NOT_APPROVED
    assert capsys.readouterr().err.splitlines()[:2] == [
        f"digest: The issue {ISSUE} is approved already.",
        f"{ISSUE} is held: a doubt",
    ]


def test_dry_run_sends_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    approved(tmp_path, capsys)

    assert digest("send", "ouest", "--date", DAY, "--dry-run", "--json") == Exit.OK
    plan = json.loads(capsys.readouterr().out)
    assert (plan["issue"], plan["waiting"], plan["stories"]) == (ISSUE, 2, 3)
    digest("send", "ouest", "--date", DAY, "--dry-run")
    assert f"“{plan['subject']}” would go to 2 subscribers." in capsys.readouterr().out
    digest("delivery", "list", ISSUE, "--state", "queued", "--json")
    assert json.loads(capsys.readouterr().out) == []


def test_send_reaches_everybody_and_the_second_run_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(tmp_path, capsys, readers=25)

    with Mailbox(tmp_path / "box") as box:
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(box.port))
        codes = [digest("send", "ouest", "--date", DAY, "--json") for _ in range(2)]
        received = sorted(mail.envelope.recipient for mail in box.messages())

    assert codes == [Exit.OK, Exit.OK]
    assert received == sorted(f"reader{n}@lectrices.example" for n in range(1, 26))
    assert '"accepted": 25' in capsys.readouterr().out


def test_server_that_is_down_is_named_and_nothing_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    approved(tmp_path, capsys)

    assert digest("send", "ouest", "--date", DAY) == Exit.UNAVAILABLE
    assert "port 9, cannot be reached" in capsys.readouterr().err
    digest("delivery", "list", ISSUE, "--state", "queued", "--json")
    assert len(json.loads(capsys.readouterr().out)) == 2


def test_deferred_deliveries_ask_for_another_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(tmp_path, capsys, readers=1)

    with ScriptedServer({"RCPT": b"450 4.2.1 Greylisted\r\n"}) as server:
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(server.port))
        assert digest("send", "ouest", "--date", DAY) == Exit.BUSY
    assert "The next attempt is due at" in capsys.readouterr().err


def test_refused_addresses_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(tmp_path, capsys, readers=1)

    with ScriptedServer({"RCPT": b"550 5.1.1 No such user\r\n"}) as server:
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(server.port))
        assert digest("send", "ouest", "--date", DAY) == Exit.PARTIAL
    capsys.readouterr()
    digest("delivery", "list", ISSUE, "--state", "rejected", "--json")
    [line] = json.loads(capsys.readouterr().out)
    assert (line["email"], line["code"], line["enhanced"]) == ("reader1@lectrices.example", 550, "5.1.1")


def test_unknown_deliveries_are_settled_by_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(tmp_path, capsys, readers=1)

    with ScriptedServer({".": [Act.DROP]}) as server:
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(server.port))
        assert digest("send", "ouest", "--date", DAY) == Exit.PARTIAL
        assert digest("delivery", "resolve", ISSUE, "--again") == Exit.OK
        assert digest("send", "ouest", "--date", DAY) == Exit.OK
    assert digest("delivery", "resolve", ISSUE) == Exit.USAGE
    unknown, resolved, *_ = capsys.readouterr().err.splitlines()
    assert unknown.endswith(f"digest delivery list {ISSUE} --state unknown")
    assert resolved == f"1 delivery queued again: run digest send ouest --date {DAY}."


def test_deliveries_are_listed_with_what_the_server_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(tmp_path, capsys, readers=1)

    with ScriptedServer({".": [Act.DROP]}) as server:
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(server.port))
        digest("send", "ouest", "--date", DAY)
    capsys.readouterr()
    digest("delivery", "list", ISSUE)
    header, line = capsys.readouterr().out.splitlines()
    resolved = digest("delivery", "resolve", ISSUE, "--arrived")

    assert header.split() == ["email", "state", "attempts", "code", "status", "answer"]
    assert line.split()[:3] == ["reader1@lectrices.example", "unknown", "1"]
    assert (resolved, capsys.readouterr().err) == (Exit.OK, "1 delivery counted as accepted.\n")


def test_nothing_due_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert digest("send", "--due") == Exit.OK
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "command",
    [
        ("build", "nord"),
        ("preview", "nord", "--out", "proof"),
        ("check", "nord"),
        ("approve", "nord"),
        ("hold", "nord", "--because", "a doubt"),
        ("send", "nord"),
        ("delivery", "list", "nord"),
        ("edition", "show", "nord"),
        ("edition", "export", "nord"),
        ("subscriber", "list", "nord"),
        ("subscriber", "add", "nord", "awa@lectrices.example"),
    ],
    ids=" ".join,
)
def test_unknown_edition_is_named(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert digest(*command) == Exit.NOT_FOUND
    assert capsys.readouterr().err == (
        "digest: There is no edition “nord”; “digest edition list” shows them all.\n"
    )


def test_issue_that_nobody_built_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_edition(tmp_path)
    capsys.readouterr()

    assert digest("approve", ISSUE) == Exit.NOT_FOUND
    assert capsys.readouterr().err == (
        f"digest: “ouest” has no issue of {DAY}; make it with: digest build ouest --date {DAY}\n"
    )


@pytest.mark.parametrize("day", ["6 mars", "2026-13-01", "06/03/2026"])
def test_date_that_is_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str) -> None:
    open_edition(tmp_path)
    capsys.readouterr()

    assert digest("build", "ouest", "--date", day) == Exit.INVALID
    assert f"“{day}” is not a date; write YYYY-MM-DD" in capsys.readouterr().err

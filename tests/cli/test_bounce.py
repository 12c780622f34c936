"""Bounces on the command line: from wherever they lie, marked when what followed is committed, and listed."""

import io
import json
from pathlib import Path

import pytest

from digest.cli.exits import Exit
from digest.db.store import open_store
from digest.mail.outbox import Outbox
from tests.circulation.given import an_approved_issue_in, send_today
from tests.circulation.test_feedback import READER, a_bounce, a_complaint
from tests.cli.newsroom_cli import digest, settle_in

SUPPRESSED = [{"kind": "complaint", "reason": "abuse", "followed": "suppressed", "mails": 1}]
COMPLAINT = a_complaint()


@pytest.fixture(autouse=True)
def _newsroom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str) -> None:
    """The issue of today went to two readers."""
    settle_in(monkeypatch, tmp_path, sqlite_url)
    store = open_store(sqlite_url)
    an_approved_issue_in(store, readers=2)
    send_today(store, Outbox)
    store.close()


def a_maildir(folder: Path, *mails: bytes) -> Path:
    for name in ("new", "cur", "tmp"):
        (folder / "mail" / name).mkdir(parents=True)
    for number, raw in enumerate(mails):
        (folder / "mail" / "new" / f"{number}.example").write_bytes(raw)
    return folder / "mail"


def printed(capsys: pytest.CaptureFixture[str]) -> object:
    return json.loads(capsys.readouterr().out)


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_maildir_is_taken_in_and_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    box = a_maildir(tmp_path, COMPLAINT, b"Subject: Merci\n\n")

    assert digest("bounce", "process", "--maildir", box, "--json") == Exit.OK
    assert printed(capsys) == [
        *SUPPRESSED,
        {"kind": "other", "reason": "", "followed": "noted", "mails": 1},
    ]
    assert names(box) == ["cur/0.example:2,S", "cur/1.example:2,S"]
    digest("bounce", "process", "--maildir", box, "--json")
    assert printed(capsys) == []


def test_rehearsal_marks_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    box = a_maildir(tmp_path, COMPLAINT)

    digest("bounce", "process", "--maildir", box, "--dry-run", "--json")
    assert (printed(capsys), names(box)) == (SUPPRESSED, ["new/0.example"])
    digest("bounce", "process", "--maildir", box, "--json")
    assert printed(capsys) == SUPPRESSED


def test_mail_that_a_killed_run_left_unmarked_is_known_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    box = a_maildir(tmp_path, COMPLAINT)
    digest("bounce", "process", "--maildir", box, "--json")
    (box / "cur" / "0.example:2,S").rename(box / "new" / "0.example")
    capsys.readouterr()

    digest("bounce", "process", "--maildir", box, "--json")
    assert printed(capsys) == [{"kind": "complaint", "reason": "abuse", "followed": "known", "mails": 1}]
    assert names(box) == ["cur/0.example:2,S"]


def test_mbox_is_taken_in_mail_by_mail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mails = (a_bounce(), a_bounce(n=2), a_complaint(), b"Subject: Merci\n\n>From far away\n")
    box = tmp_path / "mbox"
    box.write_bytes(b"".join(b"From MAILER-DAEMON Thu Mar  5 12:00:00 2026\n" + raw + b"\n" for raw in mails))

    digest("bounce", "process", "--mbox", box)
    out, err = capsys.readouterr()
    assert [line.split() for line in out.splitlines()] == [
        ["kind", "reason", "followed", "mails"],
        ["bounce", "no", "such", "user", "counted", "2"],
        ["complaint", "abuse", "suppressed", "1"],
        ["other", "noted", "1"],
    ]
    assert err == "4 mails taken in.\n"


def test_mail_is_taken_from_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(COMPLAINT)))

    digest("bounce", "process", "--stdin", "--json")
    assert printed(capsys) == SUPPRESSED


def test_what_came_back_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digest("bounce", "process", "--maildir", a_maildir(tmp_path, a_bounce(), b"Subject: Merci\n\n"))
    capsys.readouterr()

    digest("bounce", "list", "--subscriber", READER, "--since", "2026-01-01", "--json")
    [entry] = json.loads(capsys.readouterr().out)
    columns = ("email", "issue", "kind", "reason", "code", "status", "followed", "words")
    assert {name: entry[name] for name in columns} == {
        "email": READER,
        "issue": "ouest/2026-03-06",
        "kind": "bounce",
        "reason": "no such user",
        "code": 550,
        "status": "5.1.1",
        "followed": "counted",
        "words": "550 5.1.1 User unknown",
    }
    digest("bounce", "list")
    assert [line.split()[2:5] for line in capsys.readouterr().out.splitlines()[1:]] == [
        ["other", "noted"],
        [READER, "ouest/2026-03-06", "bounce"],
    ]


def test_suppressed_address_is_refused_until_it_is_released(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digest("bounce", "process", "--maildir", a_maildir(tmp_path, COMPLAINT))
    capsys.readouterr()

    digest("subscriber", "add", "ouest", READER)
    digest("subscriber", "release", READER, "--because", "she asked")
    digest("subscriber", "add", "ouest", READER)
    assert capsys.readouterr().err == (
        f"{READER}: left before or must not be written to, and stays that way.\n"
        f"{READER} may be written to again; what came back before does not count any more.\n"
        f"{READER}: subscribed already, nothing changed.\n"
    )
    assert digest("subscriber", "release", READER, "--because", "again") == Exit.NOT_FOUND


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        ((), Exit.USAGE, "Name one place: --maildir, --mbox, --stdin or --imap."),
        (("--maildir", "nowhere"), Exit.INVALID, "nowhere is not a Maildir: it needs the folders new and cur."),
        (("--mbox", "nowhere"), Exit.INVALID, "nowhere cannot be read: No such file or directory."),
        (
            ("--imap", "imaps://a@mail.example"),
            Exit.INVALID,
            "The mailbox needs a password: set DIGEST_BOUNCE_PASSWORD",
        ),
    ],
)
def test_place_that_cannot_be_read_is_told(
    capsys: pytest.CaptureFixture[str], options: tuple[str, ...], code: Exit, message: str
) -> None:
    assert digest("bounce", "process", *options) == code
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("options", [(), ("--lmtp", "2003", "--smtp", "2525")])
def test_listening_needs_one_port(capsys: pytest.CaptureFixture[str], options: tuple[str, ...]) -> None:
    assert digest("bounce", "listen", *options) == Exit.USAGE
    assert "Say either --lmtp PORT or --smtp PORT." in capsys.readouterr().err

"""A category of a newsroom's own, from its addition to the mails of those who chose it, and to its end."""

import email
import email.policy
import json
import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from digest.cli.exits import Exit
from digest.mail.mailbox import Mailbox
from tests.cli.newsroom_cli import DAY, EDITION, digest, settle_in

EARLIER = (("Bénin : les dockers élisent leur doyen", "Docks"),)
"""Nobody has decided about its label when it comes, and it is too old for a decision to reach it."""
ARTICLES = (
    ("Bénin : les grues tournent de nouveau à Cotonou", "Docks"),
    ("Bénin : deux quais de plus pour le coton", "Vie du port"),
    ("Bénin : le marathon part de Ouidah", "Sport"),
    ("Bénin : une classe de plus à Abomey", "Éducation"),
)
ISSUES = {"ouest": "fr", "west": "en"}
READERS = {"ouest": "awa@lectrices.example", "west": "koffi@lecteurs.example"}


@pytest.fixture(autouse=True)
def _newsroom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> None:
    settle_in(monkeypatch, tmp_path, database_url)


def do(*arguments: str) -> None:
    assert digest(*arguments) == Exit.OK


def write_edition(key: str, *, categories: list[str]) -> str:
    text = EDITION.format(grouping="category", approval="required")
    named = f"locale = {json.dumps(ISSUES[key])}\ncategories = {json.dumps(categories)}\n"
    Path(f"{key}.toml").write_text(named + text.replace('"ouest"', f'"{key}"'), encoding="utf-8")
    return f"{key}.toml"


def write_articles(name: str, articles: tuple[tuple[str, str], ...]) -> str:
    lines = (
        {
            "url": f"https://echo.example/{name}/{n}",
            "title": title,
            "category": label,
            "published": "2026-03-05T10:00:00Z",
            "source": "Écho du Zou",
        }
        for n, (title, label) in enumerate(articles)
    )
    path = Path(f"{name}.jsonl")
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path.name


def approved_issues() -> None:
    """Both editions, with what the category named “port” takes, and a reader of each who chose just that."""
    do("article", "import", write_articles("before", EARLIER))
    do("category", "add", "port", "--fr", "Vie du port", "--en", "Harbour life", "--under", "security")
    do("category", "map", "docks", "port")
    do("article", "import", write_articles("after", ARTICLES))
    for key, reader in READERS.items():
        do("edition", "import", write_edition(key, categories=["port", "sport", "education"]))
        do("subscriber", "add", key, reader, "--categories", "port")
        do("build", key, "--date", DAY)
        do("approve", f"{key}/{DAY}")


def mails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, str]]:
    """HTML and text of what arrives, by address."""
    with Mailbox(folder) as box:
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(box.port))
        for key in ISSUES:
            do("send", key, "--date", DAY)
        return {mail.envelope.recipient: bodies(mail.path.read_bytes()) for mail in box.messages()}


def bodies(raw: bytes) -> tuple[str, str]:
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    html, text = mail.get_body(("html",)), mail.get_body(("plain",))
    assert html
    assert text
    return plain(html.get_content()), plain(text.get_content())


def plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_readers_who_chose_it_get_its_stories_under_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved_issues()
    # What was approved goes out as it was.
    do("category", "rename", "port", "--fr", "Quais", "--en", "Docks")

    received = mails(tmp_path / "mails", monkeypatch)

    assert set(received) == set(READERS.values())
    for key, name in (("ouest", "Vie du port"), ("west", "Harbour life")):
        html, text = received[READERS[key]]
        for body in (html, text):
            assert [plain(title) in body for title, _ in ARTICLES] == [True, True, False, False]
        assert re.search(rf'<span class="pill red"[^>]*>{name}</span>', html)
        assert name in text


def test_removal_waits_for_editions_and_for_what_is_approved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    approved_issues()
    removal = ("category", "remove", "port", "--into", "economy")

    assert digest(*removal) == Exit.CONFLICT
    assert "“port” stands in the definition of ouest, west; take it out first" in capsys.readouterr().err
    for key in ISSUES:
        do("edition", "import", write_edition(key, categories=["economy", "sport", "education"]))
    assert digest(*removal) == Exit.CONFLICT
    assert f"not sent yet, ouest/{DAY}, west/{DAY}; wait, or hold it." in capsys.readouterr().err
    received = mails(tmp_path / "mails", monkeypatch)
    do(*removal)

    assert "Vie du port" in received[READERS["ouest"]][1]
    capsys.readouterr()
    do("article", "list", "--category", "economy", "--days", "3650", "--json")
    assert sorted(row["title"] for row in json.loads(capsys.readouterr().out)) == sorted(
        title for title, _ in ARTICLES[:2]
    )
    do("subscriber", "list", "ouest", "--json")
    assert [row["categories"] for row in json.loads(capsys.readouterr().out)] == ["economy"]


def test_articles_come_back_from_an_export_in_the_same_category(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    approved_issues()
    do("article", "export", "--output", "all.csv")

    settle_in(monkeypatch, tmp_path, f"sqlite:///{tmp_path / 'other.db'}")
    do("category", "add", "port", "--fr", "Les quais", "--en", "The quays")
    do("article", "import", "all.csv")

    capsys.readouterr()
    do("article", "list", "--days", "3650", "--json")
    assert {row["title"]: row["category"] for row in json.loads(capsys.readouterr().out)} == dict(
        zip(
            (title for title, _ in (*EARLIER, *ARTICLES)),
            ("general", "port", "port", "sport", "education"),
            strict=True,
        )
    )

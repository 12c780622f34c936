"""One morning, the whole way: articles in, an issue out, mail in a mailbox, and a reader who leaves."""

import email
import email.policy
import re
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from digest.cli.exits import Exit
from digest.core.links import Links
from digest.mail.mailbox import Mailbox
from digest.settings import load_settings
from digest.wiring import open_newsroom
from tests.cli.newsroom_cli import DAY, digest, settle_in, write_edition, write_page
from tests.web.site import served
from tests.wire.samples import FOLDER

PAGE_STORY = "Des patrouilles communes partent de Dori"
STORIES = (PAGE_STORY, "Bénin : le fleuve sort de son lit à Malanville", "Niger : l’école rouvre à Zinder")
SECRET = "a secret of the tests, long enough to be one"


@pytest.fixture(autouse=True)
def _newsroom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> None:
    settle_in(monkeypatch, tmp_path, database_url)


def build(tmp_path: Path, *, grouping: str) -> None:
    digest("edition", "import", write_edition(tmp_path, grouping=grouping))
    digest("article", "import", write_page(tmp_path), "--published", "2026-03-05T10:00:00Z")
    digest("article", "import", FOLDER / "feed.rss", FOLDER / "posts.json")
    assert digest("build", "ouest", "--date", DAY, "--explain") == Exit.OK


def plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def plain_lines(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("grouping", ["category", "country"])
def test_story_of_a_page_stands_under_its_category_with_its_countries(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], grouping: str
) -> None:
    (tmp_path / "people.csv").write_text("email\nawa@lectrices.example\n")

    build(tmp_path, grouping=grouping)

    board = capsys.readouterr().out
    entry = re.search(
        rf"{PAGE_STORY} — \d,\d\d\n\s+(?P<facts>.+)\n(?:.+\n)+?(?P<sum>(?:\s+.+ × .+\n)+)\s+Score",
        plain_lines(board),
    )
    assert entry
    assert entry["facts"].endswith("Burkina Faso · Sécurité")
    names = [re.split(r" {2,}", line.strip())[0] for line in entry["sum"].splitlines()]
    assert names == [
        "Repris par plusieurs",
        "Fraîcheur",
        "Confiance en la source",
        "Pays",
        "Rubrique",
        "Image",
        "Quelque chose à lire",
    ]


def test_mail_that_arrives_is_sound_and_whoever_leaves_gets_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, grouping="country")
    (tmp_path / "people.csv").write_text("email\nawa@lectrices.example\nkoffi@lecteurs.example\n")
    digest("subscriber", "import", "ouest", "people.csv")
    digest("approve", f"ouest/{DAY}")

    received = send_to_mailbox(tmp_path / "first", monkeypatch, DAY)
    mail = email.message_from_bytes(received["awa@lectrices.example"], policy=email.policy.default)
    check_sound(mail, raw=received["awa@lectrices.example"])
    leave(mail)
    (tmp_path / "next.csv").write_text(
        "url,title,published\nhttps://echo.example/mil,Niger : le mil est rentré à Dosso,2026-03-06T10:00:00Z\n"
    )
    digest("article", "import", "next.csv")
    digest("build", "ouest", "--date", "2026-03-07")
    digest("approve", "ouest/2026-03-07")

    assert set(received) == {"awa@lectrices.example", "koffi@lecteurs.example"}
    assert set(send_to_mailbox(tmp_path / "second", monkeypatch, "2026-03-07")) == {"koffi@lecteurs.example"}


def send_to_mailbox(folder: Path, monkeypatch: pytest.MonkeyPatch, day: str) -> dict[str, bytes]:
    """What the issue of `day` brings to whom."""
    with Mailbox(folder) as box:
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(box.port))
        assert digest("send", "ouest", "--date", day) == Exit.OK
        return {mail.envelope.recipient: mail.path.read_bytes() for mail in box.messages()}


def check_sound(mail: EmailMessage, *, raw: bytes) -> None:
    html, text = (mail.get_body((kind,)) for kind in ("html", "plain"))
    assert html
    assert text
    page, words = html.get_content(), text.get_content()
    assert [part.defects for part in mail.walk()] == [[], [], []]
    for story in STORIES:
        assert plain(story) in plain(page)
        assert plain(story) in plain(words)
    assert len(raw.partition(b"Content-Type: text/html")[2]) < 95_000
    assert page.startswith("<!DOCTYPE html>")
    assert re.search(r'<html[^>]* lang="fr"', page)
    assert not re.search(r"\\u\{|googleapis|@import|<link", page)


def leave(mail: EmailMessage) -> None:
    """One click, as a mailbox provider makes it, on the page that the newsroom serves."""
    path = mail["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8800")
    with open_newsroom(load_settings()) as newsroom, served(newsroom) as site, httpx.Client() as provider:
        assert provider.get(site.url + path).status_code == 200
        assert provider.post(site.url + path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Links(SECRET.encode(), "http://127.0.0.1:8800").unsubscribe(1, 1).endswith(path)

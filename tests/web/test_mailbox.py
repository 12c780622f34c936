"""The demo’s mailbox: every mail that arrived, as its reader would see it, and nothing beside them."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from digest.web.headers import ISSUE_POLICY
from digest.web.mailbox import add_mailbox
from tests.web.site import Site, text_of

HTML = "<p>L’eau monte.</p>\n"


@pytest.fixture
def client(new_site: Site, tmp_path: Path) -> Iterator[httpx.Client]:
    mails, pictures = tmp_path / "mails", tmp_path / "pictures"
    for folder in (mails, pictures):
        folder.mkdir()
    write_mail(mails, "0001", to="Awa <awa@lectrices.example>", html=HTML)
    write_mail(mails, "0002", to="Moussa <moussa@lecteurs.example>")
    (tmp_path / "secret.eml").write_text("Subject: not for you\n\nSecret.\n")
    (pictures / "eau.svg").write_text("<svg/>")
    add_mailbox(new_site.app, mails, pictures=pictures, pictures_path="/demo/pictures")
    with new_site.client() as client:
        yield client


def write_mail(folder: Path, name: str, *, to: str, html: str = "") -> None:
    mail = EmailMessage()
    mail["From"] = "La Lagune <matin@lalagune.example>"
    mail["To"] = to
    mail["Subject"] = "Crue du fleuve <à Malanville>"
    mail.set_content("L’eau monte.\n")
    if html:
        mail.add_alternative(html, subtype="html")
    (folder / f"{name}.eml").write_bytes(mail.as_bytes())


def test_mailbox_lists_every_mail(client: httpx.Client) -> None:
    page = client.get("/mailbox")

    assert page.status_code == 200
    for to in ("awa@lectrices.example", "moussa@lecteurs.example"):
        assert to in text_of(page)


def test_mail_shows_subject_and_text_as_text(client: httpx.Client) -> None:
    page = client.get("/mailbox/0002")

    assert page.status_code == 200
    assert "Crue du fleuve &lt;à Malanville&gt;" in page.text
    assert "L’eau monte." in text_of(page)


def test_html_of_a_mail_may_only_do_what_an_issue_may(client: httpx.Client) -> None:
    page = client.get("/mailbox/0001/html")

    assert (page.status_code, page.text) == (200, HTML)
    assert page.headers["content-security-policy"] == ISSUE_POLICY.format(ancestors="'self'")


@pytest.mark.parametrize("path", ["/mailbox/0003", "/mailbox/0003/html", "/mailbox/..%2Fsecret"])
def test_what_did_not_arrive_is_not_found(client: httpx.Client, path: str) -> None:
    page = client.get(path)

    assert page.status_code == 404
    assert "Secret" not in page.text


def test_pictures_are_served(client: httpx.Client) -> None:
    assert client.get("/demo/pictures/eau.svg").text == "<svg/>"

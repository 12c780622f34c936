"""A proof shows what is sent: the same stories as page, as text and as a whole message."""

import email
import email.policy
from pathlib import Path

import pytest

from digest.circulation.proof import write_proof
from digest.core.errors import Unavailable
from tests.builders import NOON, an_edition, an_issue
from tests.circulation.given import LINKS, make_press


def write(folder: Path) -> tuple[Path, ...]:
    issue, edition = an_issue(), an_edition()
    link = LINKS.unsubscribe(0, 0)
    return write_proof(folder, make_press(issue, edition), edition, issue, unsubscribe_url=link, now=NOON)


def test_three_files_show_one_issue(tmp_path: Path) -> None:
    page, text, message = write(tmp_path / "a" / "proof")

    parsed = email.message_from_bytes(message.read_bytes(), policy=email.policy.default)
    sent = {part: parsed.get_body((part,)).get_content() for part in ("html", "plain")}
    for title in ("Une force commune pour le Sahel", "Le fleuve baisse à Mopti"):
        for shown in (page.read_text(), text.read_text(), sent["html"], sent["plain"]):
            assert title in shown.replace("\N{NO-BREAK SPACE}", " ")
    assert [path.name for path in (page, text, message)] == ["issue.html", "issue.txt", "issue.eml"]


def test_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(Unavailable, match="file/proof cannot be written: Not a directory"):
        write(tmp_path / "file" / "proof")

"""What mailbox providers ask of mail to many, on the bytes that we send."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest

from digest.core.edition import Edition, Sender
from digest.core.quoted_printable import encode
from digest.mail.message import Composer, Letterhead
from tests.builders import NOON, TODAY, a_cadence, a_subscriber, an_edition, an_issue
from tests.mail.test_message import URL, a_rendering

SENDER = Sender("matin@lalagune.example", "L’Écho du matin", reply_to="ecrire+a%b@lalagune.example")


def raw_of(
    edition: Edition | None = None, *, at: datetime = NOON, subject: str = "Crue à Malanville " * 20
) -> bytes:
    letterhead = Letterhead(
        edition or an_edition(sender=SENDER), an_issue(), archive_url="https://lalagune.example/online/ouest"
    )
    lines = (encode("x" * 5_000 + "\n.\nFrom me\n\tÉté \n"),)
    composer = Composer(a_rendering(subject=subject, text=lines, html=lines), letterhead)
    return b"".join(composer.compose(a_subscriber(), unsubscribe_url=URL, at=at))


def field(raw: bytes, name: str) -> str:
    (found,) = re.findall(rf"(?m)^{name}: ([^\r]*)\r$".encode(), raw)
    return str(found, "ascii")


@pytest.mark.parametrize(
    ("zone", "at", "expected"),
    [
        ("Africa/Porto-Novo", NOON, "Thu, 05 Mar 2026 13:00:00 +0100"),
        ("Africa/Abidjan", NOON, "Thu, 05 Mar 2026 12:00:00 +0000"),
        ("America/St_Johns", NOON, "Thu, 05 Mar 2026 08:30:00 -0330"),
        ("Asia/Kathmandu", NOON, "Thu, 05 Mar 2026 17:45:00 +0545"),
        ("Europe/Paris", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Sun, 25 Oct 2026 02:30:00 +0200"),
        ("Europe/Paris", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Sun, 25 Oct 2026 02:30:00 +0100"),
    ],
)
def test_date_is_in_the_zone_of_the_edition(zone: str, at: datetime, expected: str) -> None:
    date = field(raw_of(an_edition(cadence=a_cadence(zone=zone)), at=at), "Date")

    assert date == expected
    assert parsedate_to_datetime(date) == at


def test_same_instant_is_written_in_each_zone() -> None:
    dates = [
        field(raw_of(an_edition(cadence=a_cadence(zone=zone))), "Date")[-5:] for zone in ("Asia/Tokyo", "UTC")
    ]

    assert dates == ["+0900", "+0000"]


@pytest.mark.parametrize(
    "domain", ["lalagune.example", "a.be", "xn--fort-ipa.example", "a-very-long.name.example"]
)
def test_feedback_id_has_its_form_and_names_nobody(domain: str) -> None:
    feedback = field(raw_of(an_edition(sender=Sender(f"matin@{domain}", "La Lagune"))), "Feedback-ID")

    assert re.fullmatch(rf"ouest:{TODAY}:digest:[a-z0-9]{{5,15}}", feedback)


def test_lines_are_short_and_end_as_they_must() -> None:
    raw = raw_of()
    lines = raw.split(b"\r\n")
    long = [line for line in lines if len(line) > 78 and not line.startswith(b"List-")]

    assert long == []
    assert max(map(len, lines)) <= 998
    assert not re.search(rb"\0|(?<!\r)\n|\r(?!\n)|[\x80-\xff]", raw)


def test_headers_of_a_list_say_where_to_turn() -> None:
    raw = raw_of()

    assert field(raw, "List-Owner") == "<mailto:ecrire+a%25b@lalagune.example>"
    assert field(raw, "List-Archive") == "<https://lalagune.example/online/ouest>"
    assert field(raw, "List-Unsubscribe") == f"<{URL}>"
    assert field(raw, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    assert field(raw, "Auto-Submitted") == "auto-generated"
    assert field(raw, "Precedence") == "bulk"

"""DKIM: what a verifier that is not ours says of our messages, and of messages that somebody has changed."""

import re
import smtplib
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.edition import Sender
from digest.core.quoted_printable import encode
from digest.core.rendering import Rendering
from digest.mail.dkim import SIGNED, Signer
from digest.mail.mailbox import Mailbox
from digest.mail.message import Composer, Letterhead
from digest.mail.smtp import Smtp
from digest.mail.transport import Envelope, Outgoing
from tests.builders import NOON, a_subscriber, an_edition, an_issue
from tests.mail.keys import ED25519, RSA, verdicts
from tests.mail.test_message import URL, a_rendering
from tests.servers import aiosmtpd_server

BOTH = (RSA, ED25519)
SENDER = Sender("matin@lalagune.example", "L’Écho, du matin", reply_to="ecrire@lalagune.example")


def parts_of(
    rendering: Rendering | None = None, *keys: Any, email: str = "awa@lectrices.example"
) -> tuple[bytes, ...]:
    letterhead = Letterhead(
        an_edition(sender=SENDER),
        an_issue(),
        signer=Signer(keys or BOTH),
        archive_url="https://lalagune.example/online/ouest",
    )
    composer = Composer(rendering or a_rendering(), letterhead)
    return composer.compose(a_subscriber(email), unsubscribe_url=URL, at=NOON)


def signed(rendering: Rendering | None = None, *keys: Any) -> bytes:
    return b"".join(parts_of(rendering, *keys))


MESSAGE = signed()
HEAD, BODY = MESSAGE.split(b"\r\n\r\n", 1)
PRESENT = [name for name in SIGNED if re.search(rf"^{name}:".encode(), HEAD, re.I | re.M)]


@pytest.mark.parametrize("keys", [(RSA,), (ED25519,), BOTH], ids=["RSA", "Ed25519", "both"])
@pytest.mark.parametrize("rendering", [a_rendering(), a_rendering(html=None)], ids=["HTML", "text"])
def test_signed_message_verifies(rendering: Rendering, keys: tuple[Any, ...]) -> None:
    assert verdicts(signed(rendering, *keys), *keys) == [True] * len(keys)


def test_signature_is_worth_nothing_with_the_record_of_another_key() -> None:
    assert verdicts(signed(None, RSA)) == [False]
    assert verdicts(MESSAGE, RSA) == [True, False]


def test_signature_covers_every_header_once_more_than_it_is_there() -> None:
    message = message_from_bytes(MESSAGE, policy=policy.compat32)
    for signature in message.get_all("DKIM-Signature", []):
        tags = dict(tag.split("=", 1) for tag in re.sub(r"\s", "", signature).split(";"))
        listed = tags["h"].split(":")
        assert {name: listed.count(name) for name in listed} == {
            name: 2 if name in PRESENT else 1 for name in SIGNED
        }
        assert (tags["v"], tags["c"], tags["d"]) == ("1", "relaxed/simple", "lalagune.example")
        assert tags["t"] == str(int(NOON.timestamp()))
        assert "l" not in tags


def test_headers_of_lists_and_of_mime_are_there_to_be_covered() -> None:
    assert set(SIGNED) - set(PRESENT) == {"cc", "content-transfer-encoding"}


def test_lines_of_the_signature_are_short() -> None:
    signatures = HEAD[: HEAD.index(b"To: ")]

    assert signatures.count(b"DKIM-Signature: ") == 2
    assert max(map(len, signatures.split(b"\r\n"))) <= 78


@pytest.mark.parametrize("name", PRESENT)
def test_changed_header_breaks_both_signatures(name: str) -> None:
    changed = re.sub(rf"(?im)^({name}:[^\r]*[a-zA-Z0-9>\"])".encode(), rb"\1x", MESSAGE, count=1)

    assert changed != MESSAGE
    assert verdicts(changed, *BOTH) == [False, False]


@pytest.mark.parametrize("place", ["on top", "at the end"])
@pytest.mark.parametrize("name", SIGNED)
def test_added_header_breaks_both_signatures(name: str, place: str) -> None:
    field = f"{name.title()}: something else\r\n".encode()
    changed = field + MESSAGE if place == "on top" else HEAD + b"\r\n" + field + b"\r\n" + BODY

    assert verdicts(changed, *BOTH) == [False, False]


@pytest.mark.parametrize("name", PRESENT)
def test_removed_header_breaks_both_signatures(name: str) -> None:
    changed = re.sub(rf"(?im)^{name}:.*\r\n(?:[ \t].*\r\n)*".encode(), b"", MESSAGE, count=1)

    assert changed != MESSAGE
    assert verdicts(changed, *BOTH) == [False, False]


@pytest.mark.parametrize(
    "change", [(b"For=C3=AAt", b"foret"), (b"</body>", b"<p></body>"), (b"--=_digest--\r\n", b"")]
)
def test_changed_body_breaks_both_signatures(change: tuple[bytes, bytes]) -> None:
    changed = MESSAGE.replace(*change) if change[0] in MESSAGE else MESSAGE.replace(b"for", b"fer")

    assert changed != MESSAGE
    assert verdicts(changed, *BOTH) == [False, False]


def test_added_text_breaks_both_signatures() -> None:
    assert verdicts(MESSAGE + b"and one thing more\r\n", *BOTH) == [False, False]


def test_folding_and_headers_of_relays_do_no_harm() -> None:
    relayed = b"Received: from a.example by b.example;\r\n Fri, 6 Mar 2026 05:30:00 +0000\r\n" + MESSAGE
    relayed = relayed.replace(b"Auto-Submitted: auto", b"Auto-Submitted:\r\n\t  auto").replace(
        b"Date: ", b"Date:  "
    )

    assert verdicts(relayed, *BOTH) == [True, True]


@settings(max_examples=30, deadline=None)
@given(
    text=st.lists(
        st.sampled_from([".", "..", ".\n", "\n.\n", "\n", "From a", " ", "é.", "x" * 80, "\t"]), max_size=12
    ),
    html=st.booleans(),
)
def test_any_lines_of_dots_are_signed_as_they_are_read(text: list[str], html: bool) -> None:
    pieces = tuple(map(encode, text))
    raw = signed(a_rendering(text=pieces, html=pieces if html else None), ED25519)

    assert verdicts(raw, ED25519) == [True]
    assert b"\r\n." not in raw


@pytest.mark.parametrize("html", [True, False], ids=["HTML", "text"])
def test_signature_survives_a_relay_of_seven_bits(tmp_path: Path, html: bool) -> None:
    text = (encode(".\n..\nÉté.\n.\n\n\n"),)
    parts = parts_of(a_rendering(text=text) if html else a_rendering(text=text, html=None))
    with aiosmtpd_server() as (port, relay), Mailbox(tmp_path) as box:
        smtp = Smtp(host="127.0.0.1", port=port)
        smtp.send([Outgoing(Envelope("matin@lalagune.example", "awa@lectrices.example"), parts)])
        smtp.close()
        (content,) = relay.contents
        relayed = b"Received: from here by there\r\n" + bytes(byte & 0x7F for byte in content)
        with smtplib.SMTP("127.0.0.1", box.port, local_hostname="localhost") as session:
            session.sendmail("matin@lalagune.example", ["awa@lectrices.example"], relayed)
        (received,) = box.messages()

    raw = received.path.read_bytes()
    assert raw.startswith(b"Received: ")
    assert verdicts(raw, *BOTH) == [True, True]


def test_address_beyond_ascii_is_signed_too() -> None:
    assert verdicts(b"".join(parts_of(email="été@lectrices.example")), *BOTH) == [True, True]

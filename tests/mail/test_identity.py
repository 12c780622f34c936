"""Identity: where mails come back to, and what of it the settings say."""

import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from pydantic import SecretStr

from digest.circulation.evidence import Evidence
from digest.circulation.feedback import Followed, Inbound
from digest.core.errors import InvalidInput
from digest.core.return_path import Bounced, ReturnPath
from digest.db.store import Store
from digest.mail.dkim import Signer
from digest.mail.dkim_key import pem
from digest.mail.identity import NOTHING_SET, Identity
from digest.mail.outbox import Outbox
from digest.settings import DkimSettings, Settings
from digest.wiring import identity_of
from tests.builders import TODAY, an_edition
from tests.circulation.given import LINKS, SENT_AT, an_approved_issue_in, make_press, send_today
from tests.mail.keys import DOMAIN, ED25519, RSA, verdicts

PATH = ReturnPath(LINKS.secret, "retours.lalagune.example")
SECRET = SecretStr("a secret of the tests, long enough to be one")


def send_with(store: Store, identity: Identity) -> Outbox:
    from digest.circulation.send import send

    outbox = Outbox()
    send(
        store, make_press, LINKS, lambda: outbox, "ouest", TODAY,
        connections=1, clock=lambda: SENT_AT, identity=identity,
    )  # fmt: skip
    return outbox


def test_sent_mails_are_signed_and_come_back_by_an_address_of_their_own(store: Store) -> None:
    issue = an_approved_issue_in(store, readers=3)

    sent = send_with(store, Identity(Signer([RSA, ED25519]), PATH)).messages

    senders = [PATH.read(each.envelope.sender) for each in sent]
    assert senders == [Bounced(issue.id, each.subscriber_id) for each in senders if each]
    assert len(set(senders)) == 3
    assert [verdicts(b"".join(each.parts), RSA, ED25519) for each in sent] == [[True, True]] * 3


def test_mails_come_back_to_the_sender_where_nothing_is_set(store: Store) -> None:
    an_approved_issue_in(store, readers=1)
    outbox = Outbox()

    send_today(store, lambda: outbox)

    assert [each.envelope.sender for each in outbox.messages] == ["matin@lalagune.example"]
    assert b"<mailto:" not in b"".join(outbox.messages[0].parts)
    assert b"DKIM-Signature" not in b"".join(outbox.messages[0].parts)


def test_mail_to_the_address_in_the_header_unsubscribes_its_reader(store: Store) -> None:
    an_approved_issue_in(store, readers=2)
    sent = send_with(store, Identity(Signer([RSA, ED25519]), PATH)).messages[1]
    header = message_from_bytes(b"".join(sent.parts), policy=policy.default)["List-Unsubscribe"]

    found = re.fullmatch(r"<(https://\S+)>, <mailto:(\S+)\?subject=(\w+)>", header)
    assert found
    assert found[2] == sent.envelope.sender
    raw = f"From: autre@ailleurs.example\nTo: {found[2]}\nSubject: {found[3]}\n\n".encode()
    taken_in = Inbound(store, Evidence(LINKS, PATH)).take_in(raw, now=SENT_AT)

    assert (taken_in.followed, taken_in.email) == (Followed.UNSUBSCRIBED, sent.envelope.recipient)


def test_return_path_is_the_same_for_every_attempt() -> None:
    identity = Identity(return_path=PATH)

    assert len({identity.envelope_sender(an_edition(), 7, 42) for _ in range(3)}) == 1


def test_settings_make_the_identity(tmp_path: Path) -> None:
    (tmp_path / "rsa.pem").write_bytes(pem(RSA.private))
    (tmp_path / "ed.pem").write_bytes(pem(ED25519.private))
    dkim = DkimSettings(
        domain=DOMAIN, selector="matin", key=tmp_path / "rsa.pem", second_selector="soir",
        second_key=tmp_path / "ed.pem", relay_signs=True,
    )  # fmt: skip

    identity = identity_of(Settings(secret=SECRET, bounce_domain=PATH.domain, dkim=dkim))

    assert identity.signer
    assert identity.return_path == ReturnPath(SECRET.get_secret_value().encode(), PATH.domain)
    assert identity.is_signed_later
    assert identity_of(Settings(secret=SECRET)) == NOTHING_SET


def test_key_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    dkim = DkimSettings(domain=DOMAIN, selector="matin", key=tmp_path / "none.pem")

    with pytest.raises(InvalidInput, match=r"none\.pem cannot be read: No such file.*digest dkim new"):
        identity_of(Settings(secret=SECRET, dkim=dkim))

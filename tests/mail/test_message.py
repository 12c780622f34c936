"""Messages: what a standard parser reads out of them is what was put in."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.edition import Edition, Sender
from digest.core.errors import InvalidInput
from digest.core.quoted_printable import encode
from digest.core.rendering import Rendering, Slot
from digest.core.subscriber import Subscriber
from digest.mail.message import Composer, Letterhead
from tests.builders import NOON, a_subscriber, an_edition, an_issue

URL = "https://lalagune.example/u/AQAAAAEAAAABabcdefghijklmnopqrstuv"


def a_rendering(**changes: Any) -> Rendering:
    defaults: dict[str, Any] = {
        "subject": "Crue à Malanville, et sept autres nouvelles",
        "preheader": "Le fleuve est sorti de son lit.",
        "html": (
            encode('<!doctype html>\n<html lang="fr"><body><p>Été, forêt.</p>\n<a href="'),
            Slot.UNSUBSCRIBE_URL,
            encode('">Se désabonner</a> '),
            Slot.EMAIL,
            encode("</body></html>\n"),
        ),
        "text": (
            encode("Été, forêt.\n\n.\nSe désabonner : "),
            Slot.UNSUBSCRIBE_URL,
            encode("\nPour "),
            Slot.EMAIL,
        ),
        "stories": (1, 2),
    }
    return Rendering(**(defaults | changes))


def compose(
    rendering: Rendering | None = None,
    *,
    edition: Edition | None = None,
    subscriber: Subscriber | None = None,
    url: str = URL,
) -> bytes:
    composer = Composer(rendering or a_rendering(), Letterhead(edition or an_edition(), an_issue()))
    return b"".join(composer.compose(subscriber or a_subscriber(), unsubscribe_url=url, at=NOON))


def parse(raw: bytes) -> EmailMessage:
    """The message as the standard library reads it, with no part and no header that it finds fault with."""
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        assert part.defects == []
        assert [header for header in part.values() if header.defects] == []
    return message


def as_read(part: Any) -> str:
    """The text of a part, with the line breaks of this machine."""
    return str(part.get_content()).replace("\r\n", "\n")


def test_message_has_the_headers_of_a_list() -> None:
    message = parse(compose())

    del message["Message-ID"]
    assert message.items() == [
        ("To", "awa@lectrices.example"),
        ("Date", "Thu, 05 Mar 2026 13:00:00 +0100"),
        ("List-Unsubscribe", f"<{URL}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("From", "La Lagune <matin@lalagune.example>"),
        ("Subject", "Crue à Malanville, et sept autres nouvelles"),
        ("List-Id", "Afrique de l’Ouest <ouest.lalagune.example>"),
        ("Feedback-ID", "ouest:2026-03-06:digest:lalaguneexample"),
        ("Auto-Submitted", "auto-generated"),
        ("Precedence", "bulk"),
        ("MIME-Version", "1.0"),
        ("Content-Type", 'multipart/alternative; boundary="=_digest"'),
    ]


def test_message_holds_text_first_and_html_second() -> None:
    text, html = parse(compose()).iter_parts()

    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert as_read(text) == f"Été, forêt.\n\n.\nSe désabonner : {URL}\nPour awa@lectrices.example"
    assert as_read(html) == (
        '<!doctype html>\n<html lang="fr"><body><p>Été, forêt.</p>\n'
        f'<a href="{URL}">Se désabonner</a> awa@lectrices.example</body></html>\n'
    )


def test_message_without_html_is_one_part_of_text() -> None:
    message = parse(compose(a_rendering(html=None)))

    assert message.get_content_type() == "text/plain"
    assert as_read(message) == f"Été, forêt.\n\n.\nSe désabonner : {URL}\nPour awa@lectrices.example"


def test_slots_are_escaped_in_html_and_left_alone_in_text() -> None:
    text, html = parse(compose(url="https://lalagune.example/u?a=1&b='2'")).iter_parts()

    assert "https://lalagune.example/u?a=1&b='2'" in text.get_content()
    assert 'href="https://lalagune.example/u?a=1&amp;b=&#39;2&#39;"' in html.get_content()


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.text(max_size=200), max_size=6), html=st.lists(st.text(max_size=200), max_size=6))
def test_any_content_comes_through_ready_for_the_wire(pieces: list[str], html: list[str]) -> None:
    raw = compose(a_rendering(text=tuple(map(encode, pieces)), html=tuple(map(encode, html))))

    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert not [
        line for line in lines if line.startswith(b".") or len(line) > 998 or b"\n" in line or b"\r" in line
    ]
    assert raw.isascii()
    assert [decoded(part) for part in parse(raw).iter_parts()] == [as_sent(pieces), as_sent(html)]


def decoded(part: Any) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def as_sent(pieces: list[str]) -> bytes:
    """Line breaks are CRLF, and blanks before them are gone; that is agreed with whoever makes the pieces."""
    return b"".join(re.sub(rb"[ \t]*(?:\r\n|\r|\n)", b"\r\n", piece.encode()) for piece in pieces)


def test_two_recipients_differ_in_address_id_and_link_alone() -> None:
    first = compose().replace(b"awa@lectrices.example", b"{email}").replace(URL.encode(), b"{url}")
    second = compose(subscriber=a_subscriber("bio@lecteurs.example", id=2), url=URL[:-1] + "X")
    second = second.replace(b"bio@lecteurs.example", b"{email}").replace(URL[:-1].encode() + b"X", b"{url}")

    differing = [
        pair for pair in zip(first.split(b"\r\n"), second.split(b"\r\n"), strict=True) if pair[0] != pair[1]
    ]
    assert len(differing) == 1
    assert all(line.startswith(b"Message-ID: <") for line in differing[0])


def test_message_id_is_the_same_for_every_attempt_and_tells_nothing() -> None:
    composer = Composer(a_rendering(), Letterhead(an_edition(), an_issue()))
    attempts = [
        b"".join(composer.compose(a_subscriber(), unsubscribe_url=URL, at=NOON + timedelta(hours=hour)))
        for hour in (0, 5)
    ]

    first, second = (parse(raw)["Message-ID"] for raw in attempts)
    assert first == second
    assert re.fullmatch(r"<[0-9a-f]{30}@lalagune\.example>", first)


def test_message_id_differs_from_issue_to_issue() -> None:
    ids = {
        parse(b"".join(composer.compose(a_subscriber(), unsubscribe_url=URL, at=NOON)))["Message-ID"]
        for composer in (
            Composer(a_rendering(), Letterhead(an_edition(), an_issue(date=NOON.date() + timedelta(days=day))))
            for day in range(3)
        )
    }

    assert len(ids) == 3


def test_sender_is_written_for_every_server() -> None:
    sender = Sender("matin@forêt.example", "L’Écho\r\nBcc: tous@a.example", reply_to="ecrire@forêt.example")
    message = parse(compose(edition=an_edition(sender=sender)))

    assert message["From"] == '"L’Écho Bcc: tous@a.example" <matin@xn--fort-ipa.example>'
    assert message["Reply-To"] == "ecrire@xn--fort-ipa.example"
    assert message["Bcc"] is None
    assert message["List-Id"].endswith("<ouest.xn--fort-ipa.example>")


@pytest.mark.parametrize("hostile", ["matin", "a b@c.example", "a@b.example>\r\nBcc: tous@a.example"])
def test_sender_that_is_no_address_is_refused(hostile: str) -> None:
    with pytest.raises(InvalidInput, match="is not an e-mail address"):
        compose(edition=an_edition(sender=Sender(hostile, "La Lagune")))


def test_subscriber_that_is_no_address_is_refused() -> None:
    with pytest.raises(InvalidInput, match="is not an e-mail address"):
        compose(subscriber=a_subscriber("a@b.example\r\nBcc: tous@a.example"))


def test_content_is_shared_between_the_subscribers_of_a_variant() -> None:
    composer = Composer(a_rendering(), Letterhead(an_edition(), an_issue()))

    first = composer.compose(a_subscriber(), unsubscribe_url=URL, at=NOON)
    second = composer.compose(a_subscriber("bio@lecteurs.example", id=2), unsubscribe_url=URL, at=NOON)

    fixed = [number for number in range(len(first)) if first[number] is second[number]]
    assert sum(len(first[number]) for number in fixed) > sum(map(len, first)) / 2


def test_message_is_the_same_bytes_for_the_first_reader_and_for_later_ones() -> None:
    composer = Composer(a_rendering(), Letterhead(an_edition(), an_issue()))

    first, second, third = (composer.compose(a_subscriber(), unsubscribe_url=URL, at=NOON) for _ in range(3))

    assert b"".join(first) == b"".join(second) == b"".join(third)

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.edition import Sender
from digest.core.errors import InvalidInput
from digest.mail.letter import compose_letter
from tests.builders import NOON

SENDER = Sender("matin@lalagune.example", "La Lagune", "redaction@lalagune.example")


def parsed(
    *, subject: str = "Au revoir", text: str = "Au revoir.\n", html: str = "<p>Au revoir.</p>"
) -> EmailMessage:
    parts = compose_letter(
        SENDER, "awa@lectrices.example", subject=subject, html=html, text=text, reference="letter 7", at=NOON
    )
    message = message_from_bytes(b"".join(parts), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_letter_has_no_list_to_leave_and_asks_for_no_answer_by_machine() -> None:
    assert list(parsed().items()) == [
        ("From", "La Lagune <matin@lalagune.example>"),
        ("To", "awa@lectrices.example"),
        ("Reply-To", "redaction@lalagune.example"),
        ("Date", "Thu, 05 Mar 2026 12:00:00 +0000"),
        ("Message-ID", "<790a5a909c72152950e8e9b40dd39e@lalagune.example>"),
        ("Subject", "Au revoir"),
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
        ("Content-Type", 'multipart/alternative; boundary="=_letter"'),
    ]


@settings(max_examples=50)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=300))
def test_letter_says_what_it_was_given(text: str) -> None:
    text = text.rstrip() + "."
    message = parsed(text=f"{text}\n", html=f"<p>{text}</p>\n")

    found = [part.get_content().replace("\r\n", "\n") for part in message.iter_parts()]
    assert found == [f"{text}\n", f"<p>{text}</p>\n"]


def test_letter_keeps_a_subject_from_becoming_headers() -> None:
    message = parsed(subject="Au revoir\r\nBcc: tous@lectrices.example")

    assert (message["Subject"], message["Bcc"]) == ("Au revoir Bcc: tous@lectrices.example", None)


def test_letter_refuses_an_address_that_is_none() -> None:
    with pytest.raises(InvalidInput, match="is not an e-mail address"):
        compose_letter(SENDER, "awa", subject="", html="", text="", reference="", at=NOON)

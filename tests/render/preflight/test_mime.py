"""Messages of any origin become fields and parts, and what is wrong with them is kept."""

import email
import email.policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.render.preflight.charset import decode, read_html
from digest.render.preflight.mime import read_message


def test_message_is_taken_apart() -> None:
    raw = (
        b"Subject: =?utf-8?q?Le_fleuve?= =?utf-8?b?IHLDqXZlaWxsw6k=?=\r\n plus\r\n"
        b'Content-Type: multipart/alternative;\r\n boundary="a b"\r\n\r\npreamble\r\n'
        b"--a b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBonjour\r\n--a b\r\n"
        b"Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<p>=E9t=\r\n=E9</p>\r\n--a b--\r\nepilogue"
    )
    message = read_message(raw)

    assert message.value("subject") == "Le fleuve réveillé plus"
    assert [(field.name, field.line) for field in message.whole.fields] == [("Subject", 1), ("Content-Type", 3)]
    assert [part.content_type for part in message.leaves] == ["text/plain", "text/html"]
    assert (message.body("text/plain"), message.body("text/html")) == ("Bonjour", "<p>été</p>")
    assert (message.body("text/calendar"), message.defects) == (None, ())


def test_attached_file_is_no_body() -> None:
    message = EmailMessage()
    message.set_content("Bonjour")
    message.add_attachment("<p>not this</p>", subtype="html", filename="a.html")

    read = read_message(bytes(message))

    assert (read.body("text/plain"), read.body("text/html")) == ("Bonjour\n", None)


@pytest.mark.parametrize(
    ("raw", "defect"),
    [
        (b"Content-Type: multipart/mixed\n\n", "A multipart has no boundary."),
        (b"Content-Type: multipart/mixed; boundary=a\n\n--a\n", "The closing boundary of a multipart is missing."),
        (b"a b\n\n", "A line of a header is neither a field nor the continuation of one."),
    ],
)
def test_defect_is_told_in_a_sentence(raw: bytes, defect: str) -> None:
    assert read_message(raw).defects == (defect,)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), max_size=60))
def test_what_the_standard_library_writes_is_read_as_it_was_meant(text: str, subject: str) -> None:
    message = EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = subject
    message.set_content(text, charset="utf-8", cte="base64")
    message.add_alternative(text, subtype="html", charset="utf-8", cte="base64")

    read = read_message(bytes(message))

    plain = email.message_from_bytes(bytes(message), policy=email.policy.default)
    assert read.body("text/html") == plain.get_body(("html",)).get_payload(decode=True).decode()
    assert read.value("Subject") == subject


@pytest.mark.parametrize(
    ("raw", "charset", "text"),
    [
        ("é".encode(), "utf-8", "é"),
        ("é".encode("latin-1"), "iso-8859-1", "é"),
        ("é!".encode("cp1252"), "utf-8", "\ufffd!"),
        ("é’".encode("cp1252"), "nonsense", "é’"),
        (b"\xef\xbb\xbf\xc3\xa9", "latin-1", "é"),
        (b"a", "rot13", "a"),
        (b"\\u00e9", "unicode_escape", "\\u00e9"),
    ],
)
def test_bytes_are_read_in_the_charset_that_they_are_in(raw: bytes, charset: str, text: str) -> None:
    assert decode(raw, charset) == text


def test_html_says_itself_which_charset_it_is_in() -> None:
    pages = ['<meta charset="iso-8859-1">é', '<meta http-equiv=x content="text/html; charset=iso-8859-1">é']

    assert [read_html(page.encode("latin-1")) for page in pages] == pages
    assert read_html("<p>é</p>".encode("utf-16")) == "<p>é</p>"
    assert read_html(b"<p>\xe9</p>") == "<p>é</p>"

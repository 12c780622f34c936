"""Header fields: whatever the text, what arrives is one field that says what was meant."""

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.errors import InvalidInput
from digest.mail.headers import clean, mailbox_field, one_click_fields, text_field, wire_address

TORTURE = {
    "plain": "Matin",
    "long plain": "All the news of the morning " * 12,
    "one long word": "a" * 400,
    "looks encoded": "=?utf-8?q?Bonjour?= tout le monde",
    "French": "Crue du fleuve à Malanville : l’État « attend » — édition du 6 mars, toujours plus longue, encore",
    "Arabic": "النشرة الصباحية من غرب أفريقيا " * 6,
    "Amharic": "የጠዋት ዜና " * 12,
    "Chinese": "早间新闻摘要" * 20,
    "emoji": "🇧🇯👩‍👩‍👧🌍" * 15,
    "specials": 'Ministre: "Oui", dit-il; (enfin) <voilà> @ 5 % \\ [fin]',
    "combining": "e\u0301" * 60,
    "empty": "",
}
HOSTILE = {
    "injected": "Matin\r\nBcc: tous@a.example",
    "bare line feed": "Matin\n\nContenu",
    "line separator": "Matin\u2028Bcc: tous@a.example\u2029\x85\x0b\x0c\x1c.",
    "NUL": "Ma\x00tin",
    "bidi": "Matin \u202egpj.exe\u202c \u2066x\u2069",
    "half a character": "Matin \ud83d",
}
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=120)


def parsed(field: bytes) -> EmailMessage:
    message = message_from_bytes(field + b"\r\n", policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def legacy_reading(field: bytes) -> str:
    """The older parser of the standard library: the newer one loses no-break spaces in names."""
    value = message_from_bytes(field + b"\r\n", policy=policy.compat32)["From"]
    return str(make_header(decode_header(value)))


def check_lines(field: bytes) -> None:
    """Lines of RFC 5322, encoded words of RFC 2047 that each decode by themselves."""
    assert field.endswith(b"\r\n")
    assert field.isascii()
    lines = field[:-2].split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert all(line.startswith(b" ") and line.strip() for line in lines[1:])
    assert not re.search(rb"[\r\n]", b"".join(lines))
    for word in re.findall(rb"=\?utf-8\?[bq]\?[^?]*\?=", field):
        assert len(word) <= 75
        decoded, charset = decode_header(word.decode())[0]
        assert isinstance(decoded, bytes)
        assert charset == "utf-8"
        decoded.decode("utf-8")


@pytest.mark.parametrize("text", [*TORTURE.values(), *HOSTILE.values()], ids=[*TORTURE, *HOSTILE])
def test_subject_says_what_was_meant(text: str) -> None:
    field = text_field("Subject", text)

    check_lines(field)
    assert parsed(field).keys() == ["Subject"]
    assert parsed(field)["Subject"] == clean(text)


@settings(deadline=None)
@given(ANY_TEXT)
def test_any_subject_arrives(text: str) -> None:
    field = text_field("Subject", text)

    check_lines(field)
    assert parsed(field).items() == [("Subject", clean(text))]


@settings(deadline=None)
@given(ANY_TEXT)
def test_any_sender_name_arrives(name: str) -> None:
    field = mailbox_field("From", name, "matin@lalagune.example")

    check_lines(field)
    (address,) = parsed(field)["From"].addresses
    assert address.addr_spec == "matin@lalagune.example"
    assert legacy_reading(field) == f"{clean(name)} <matin@lalagune.example>".strip()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("La Lagune", b"From: La Lagune <a@b.example>\r\n"),
        ("", b"From: <a@b.example>\r\n"),
        ("La Lagune, matin", b"From: =?utf-8?q?La_Lagune=2C_matin?= <a@b.example>\r\n"),
        ("L’Écho", "From: =?utf-8?b?{}?= <a@b.example>\r\n".format("TOKAmcOJY2hv").encode()),
    ],
)
def test_sender_name_stays_readable_where_it_can(name: str, expected: bytes) -> None:
    assert mailbox_field("From", name, "a@b.example") == expected


def test_plain_subject_is_folded_at_blanks() -> None:
    words = "Toutes les nouvelles du matin sont dans ce message qui est vraiment un peu long"

    assert text_field("Subject", words) == (
        b"Subject: Toutes les nouvelles du matin sont dans ce message qui est vraiment\r\n un peu long\r\n"
    )


@pytest.mark.parametrize(("text", "expected"), [("a\u00a0: b", "a\u00a0: b"), ("\u202ea\u202c\r\n b ", "a b")])
def test_clean_keeps_typography_and_drops_what_breaks_lines(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize("length", [10, 60, 78, 79, 120, 800])
def test_one_click_address_is_neither_encoded_nor_folded(length: int) -> None:
    url = "https://lalagune.example/u/" + "x" * length

    assert one_click_fields(url) == (
        b"List-Unsubscribe: <" + url.encode() + b">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    )


@pytest.mark.parametrize("length", [10, 800])
def test_address_to_unsubscribe_by_mail_stands_after_the_link(length: int) -> None:
    url = "https://lalagune.example/u/" + "x" * length
    field = one_click_fields(url, "bounces+abc@retour.lalagune.example")

    assert (
        field
        == (
            f"List-Unsubscribe: <{url}>,\r\n"
            " <mailto:bounces+abc@retour.lalagune.example?subject=unsubscribe>\r\n"
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
        ).encode()
    )
    assert max(map(len, field.split(b"\r\n"))) <= 998


@pytest.mark.parametrize("url", ["http://127.0.0.1:8800/u/x", "http://localhost/u/x", "http://[::1]:8800/u/x"])
def test_one_click_address_may_be_plain_http_on_this_machine(url: str) -> None:
    assert one_click_fields(url).startswith(b"List-Unsubscribe: <" + url.encode() + b">\r\n")


@pytest.mark.parametrize(
    "url",
    [
        "http://lalagune.example/u/x",
        "http://localhost.lalagune.example/u/x",
        "https://lalagune.example/u/x,y",
        "https://lalagune.example/u/x>\r\nBcc: tous@a.example",
        "https://lalagune.example/u/é",
        "https://lalagune.example/a b",
        "mailto:partir@lalagune.example",
        "",
    ],
)
def test_one_click_address_that_clients_would_ignore_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match="DIGEST_PUBLIC_URL"):
        one_click_fields(url)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("awa@a.example", "awa@a.example"),
        ("o'brien+news@a.example", "o'brien+news@a.example"),
        ("awa@forêt.example", "awa@xn--fort-ipa.example"),
        ("awá@forêt.example", "awá@xn--fort-ipa.example"),
    ],
)
def test_wire_address_has_its_domain_in_ascii(address: str, expected: str) -> None:
    assert wire_address(address) == expected


@pytest.mark.parametrize(
    "address", ["", "awa", "a b@a.example", "a@b.example\r\nBcc: x", "<a@b.example>", "a@b@c"]
)
def test_wire_address_refuses_what_is_none(address: str) -> None:
    with pytest.raises(InvalidInput, match="is not an e-mail address"):
        wire_address(address)

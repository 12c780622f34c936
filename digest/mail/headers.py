"""Header fields as bytes for the wire: folded, self-contained, safe from hostile text.

Sources: RFC 5322 section 2.2, RFC 2047, RFC 2369, RFC 8058 section 3.1.
"""

import re
from email.header import Header
from urllib.parse import quote

from email_validator import EmailNotValidError, validate_email

from digest.core.errors import InvalidInput

_LINE = 76
_LONGEST_TOKEN = 60
"""With this, the first word of any header still fits beside its name."""

_LONGEST_SENDER = 15
"""Characters of the last name in a Feedback-ID."""

_BREAKS = re.compile("[ \x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+").fullmatch
_ASCII_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+").fullmatch
_ONE_CLICK_URL = re.compile(
    r"""(?:https://|http://(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/]))[^\s,<>"\x00-\x20\x7f-\U0010ffff]{1,900}"""
).fullmatch


def clean(text: str) -> str:
    """`text` on one line: whatever breaks a line or is no character becomes a space, overrides of direction go."""
    return _BREAKS.sub(" ", _DIRECTION.sub("", text)).strip()


def text_field(name: str, text: str) -> bytes:
    """A field of free text, such as Subject."""
    line = clean(text)
    is_plain = line.isascii() and _has_short_words(line)
    return _fold(name, line.split() if is_plain else _encoded_words(line))


def mailbox_field(name: str, display_name: str, address: str) -> bytes:
    """A field of one name and one address, such as From, or List-Id; `address` in the form of `wire_address`."""
    phrase = clean(display_name)
    is_plain = _ATOMS(phrase) and _has_short_words(phrase)
    words = phrase.split() if is_plain or not phrase else _encoded_words(phrase)
    return _fold(name, [*words, f"<{address}>"])


def link_field(name: str, url: str) -> bytes:
    """A field that names one address of the web (RFC 2369), neither encoded nor folded."""
    return f"{name}: <{url}>\r\n".encode()


def mailto_field(name: str, address: str) -> bytes:
    """A field that names where to write to (RFC 2369, RFC 6068); `address` in the form of `wire_address`."""
    return link_field(name, f"mailto:{quote(address, safe='@+')}")


def feedback_field(*campaign: str, domain: str) -> bytes:
    """Feedback-ID: by what Gmail counts complaints, three names and last the sender's own, of 5 to 15 characters.

    Source: support.google.com/mail/answer/6254652. Nothing in it tells who the reader is.
    """
    sender = (re.sub(r"[^a-z0-9]", "", domain.lower()) + "digest")[:_LONGEST_SENDER]
    return f"Feedback-ID: {':'.join((*campaign, sender))}\r\n".encode()


def one_click_fields(url: str, address: str = "") -> bytes:
    """List-Unsubscribe and its companion (RFC 8058): never encoded, never folded inside the address.

    `address`, if there is one, is where a mail with the subject “unsubscribe” does the same; it stands second,
    because programs take the first that they can use.

    InvalidInput for a `url` that mail clients would ignore, or read as something else.
    """
    if not _ONE_CLICK_URL(url):
        raise InvalidInput(
            f"“{clean(url)}” cannot be a one-click unsubscribe address: DIGEST_PUBLIC_URL has to start with "
            "https:// (http:// is for this machine alone) and to be plain ASCII."
        )
    by_mail = f",\r\n <mailto:{quote(address, safe='@+')}?subject=unsubscribe>" if address else ""
    return f"List-Unsubscribe: <{url}>{by_mail}\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".encode()


def wire_address(address: str) -> str:
    """The address as headers and SMTP carry it: the domain as A-labels (RFC 5890); InvalidInput if it is none."""
    if _ASCII_ADDRESS(address):
        return address
    try:
        found = validate_email(address, check_deliverability=False)
    except EmailNotValidError as error:
        raise InvalidInput(f"“{clean(address)}” is not an e-mail address: {error}") from error
    return f"{found.local_part}@{found.ascii_domain}"


def _has_short_words(line: str) -> bool:
    """Whether `line` can be folded as it stands, and nobody will take it for an encoded word."""
    return "=?" not in line and all(len(word) <= _LONGEST_TOKEN for word in line.split(" "))


def _encoded_words(line: str) -> list[str]:
    """RFC 2047: each word decodes by itself, none splits a character."""
    return Header(line, "utf-8", maxlinelen=_LONGEST_TOKEN).encode(splitchars="", linesep="\n").split()


def _fold(name: str, tokens: list[str]) -> bytes:
    lines = [f"{name}:"]
    for token in tokens:
        if len(lines[-1]) + 1 + len(token) > _LINE and not lines[-1].endswith(":"):
            lines.append("")
        lines[-1] += f" {token}"
    return "\r\n".join(lines).encode() + b"\r\n"

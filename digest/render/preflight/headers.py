"""Headers: what providers ask of mail to many (RFC 5322, 2369, 2919, 3834, 8058)."""

import re
from collections.abc import Iterator

from digest.render.preflight.check import Check
from digest.render.preflight.finding import Flaw, error, quote, warning
from digest.render.preflight.mime import Message
from digest.render.preflight.specimen import Need, Specimen

_ONCE = ("From", "Date", "Message-ID", "Subject", "To", "MIME-Version")
_AT_MOST_ONCE = (
    "Sender",
    "Reply-To",
    "Cc",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "List-Id",
    "Content-Type",
)
_MAILBOX = re.compile(r"[^\s<>,;:\"@]{1,64}@[\w.-]{1,255}")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_DATE = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),\s+)?\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d{4}\s+"
    r"[0-2]\d:[0-5]\d(?::[0-6]\d)?\s+[+-]\d{4}(?:\s+\([^()]*\))?"
)
_MESSAGE_ID = re.compile(r"<[^\s<>@]+@[^\s<>@]+>")
_ONE_CLICK = re.compile(r"<(?:https://|http://(?:localhost|127\.0\.0\.1|\[::1\])[:/])[^\s<>,]+>")
_LIST_ID = re.compile(r"<[\w-]+(?:\.[\w-]+)+>\s*$")
_LONGEST_WORD = 75


def _find_count(mail: Specimen) -> Iterator[Flaw]:
    for name in (*_ONCE, *_AT_MOST_ONCE):
        count = len(mail.message.fields(name))
        if count > 1 or (not count and name in _ONCE):
            yield error(
                f"There are {count} fields {name}; {'exactly' if name in _ONCE else 'at most'} one may be there.",
                _where(mail.message, name),
                f"Send one {name}.",
            )


def _find_from(mail: Specimen) -> Iterator[Flaw]:
    value = mail.message.value("From")[:1_000]
    addresses = _MAILBOX.findall(_QUOTED.sub("", value))
    if len(addresses) != 1:
        yield error(
            f"From names {len(addresses)} addresses: “{quote(value)}”.",
            _where(mail.message, "From"),
            "Name one: News <news@your.domain>.",
        )


def _find_date(mail: Specimen) -> Iterator[Flaw]:
    value = mail.message.value("Date")
    if not _DATE.fullmatch(value.strip()[:200]):
        yield error(
            f"Date is not one that mail readers know: “{quote(value)}”.",
            _where(mail.message, "Date"),
            "Write it with a numeric offset: Fri, 06 Mar 2026 05:30:00 +0000.",
        )


def _find_message_id(mail: Specimen) -> Iterator[Flaw]:
    value = mail.message.value("Message-ID").strip()
    if not _MESSAGE_ID.fullmatch(value[:1_000]):
        yield error(
            f"Message-ID has not its form: “{quote(value)}”.",
            _where(mail.message, "Message-ID"),
            "Write <something-unique@your.domain>.",
        )


def _find_one_click(mail: Specimen) -> Iterator[Flaw]:
    raw = next((each.raw for each in mail.message.fields("List-Unsubscribe")), "")
    if not _ONE_CLICK.search(raw[:2_000]) or "=?" in raw:
        yield error(
            "List-Unsubscribe has no https address, or has it encoded: Gmail and Yahoo ask for one (RFC 8058).",
            _where(mail.message, "List-Unsubscribe"),
            "Write List-Unsubscribe: <https://…>, in plain ASCII on one line.",
        )
    if mail.message.value("List-Unsubscribe-Post").strip() != "List-Unsubscribe=One-Click":
        yield error(
            "List-Unsubscribe-Post is missing or says something else.",
            _where(mail.message, "List-Unsubscribe-Post"),
            "Write List-Unsubscribe-Post: List-Unsubscribe=One-Click.",
        )


def _find_list_id(mail: Specimen) -> Iterator[Flaw]:
    if not _LIST_ID.search(mail.message.value("List-Id")[:1_000]):
        yield warning(
            "List-Id is missing or has not its form, so that readers cannot filter by it (RFC 2919).",
            _where(mail.message, "List-Id"),
            "Write List-Id: The name <key.your.domain>.",
        )


def _find_automatic(mail: Specimen) -> Iterator[Flaw]:
    if mail.message.value("Auto-Submitted").strip().lower() in ("", "no"):
        yield warning(
            "Auto-Submitted is missing: notices of absence come back (RFC 3834).",
            _where(mail.message, "Auto-Submitted"),
            "Write Auto-Submitted: auto-generated.",
        )


def _find_encoded_words(mail: Specimen) -> Iterator[Flaw]:
    for field in mail.message.whole.fields:
        words = re.findall(r"=\?[^\s?]{1,40}\?[bq]\?[^\s?]*+\?=", field.raw, re.I)
        if (longest := max(map(len, words), default=0)) > _LONGEST_WORD:
            yield warning(
                f"An encoded word has {longest} characters; {_LONGEST_WORD} are allowed (RFC 2047).",
                f"header {field.name}, line {field.line}",
                "Cut it into several words between characters.",
            )


def _where(message: Message, name: str) -> str:
    field = next(iter(message.fields(name)), None)
    return f"header {name}, line {field.line}" if field else f"header {name}"


CHECKS = (
    Check("header-count", "every header that must be there is there once", (Need.MESSAGE,), _find_count),
    Check("from", "From names one address", (Need.MESSAGE,), _find_from),
    Check("date", "Date has the form of mail", (Need.MESSAGE,), _find_date),
    Check("message-id", "Message-ID has its form", (Need.MESSAGE,), _find_message_id),
    Check("one-click", "one click unsubscribes", (Need.MESSAGE,), _find_one_click),
    Check("list-id", "readers can filter by List-Id", (Need.MESSAGE,), _find_list_id),
    Check("auto-submitted", "no notices of absence come back", (Need.MESSAGE,), _find_automatic),
    Check("encoded-words", "encoded words of headers are short enough", (Need.MESSAGE,), _find_encoded_words),
)

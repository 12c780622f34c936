"""Why a server refused a message: the reply code, the enhanced code and the words, made one reason.

Half of all permanent refusals are about the sender: a block list, a signature, a quota. So a code alone blames
nobody, and “no such user” is believed only where nothing in the text speaks against it.
"""

import re
import unicodedata
from enum import StrEnum

from digest.core.refusal_words import (
    NO_SUCH_HOST,
    NO_SUCH_USER,
    NOT_NOW,
    REASONS_IN_WORDS,
    WRONG_COMMAND,
    any_of,
)


class Reason(StrEnum):
    """What a refusal is about."""

    NO_SUCH_USER = "no such user"
    NO_SUCH_HOST = "no such host"
    MAILBOX_FULL = "mailbox full"
    MAILBOX_DISABLED = "mailbox disabled"
    RESTRICTED = "restricted"
    """The mailbox takes mail from some senders only."""
    TOO_BIG = "too big"
    GREYLISTED = "greylisted"
    RATE_LIMITED = "rate limited"
    BLOCKED = "blocked"
    """Our address or our domain is on a list, or has a bad name."""
    AUTHENTICATION = "authentication"
    """SPF, DKIM, DMARC, or the reverse name of our address."""
    SPAM = "spam"
    POLICY = "policy"
    RELAYING = "relaying"
    """The relay does not pass on mail for us, or not without a login."""
    TEMPORARY = "temporary"
    PROTOCOL = "protocol"
    UNKNOWN = "unknown"

    @property
    def is_ours(self) -> bool:
        """Whether the sender has to do something; the person who was written to has not."""
        return self in _OURS

    @property
    def concerns_all(self) -> bool:
        """Whether the next message to the same domain would meet the same refusal."""
        return self in _OURS - {Reason.PROTOCOL, Reason.TOO_BIG}

    @property
    def is_harmful_to_address(self) -> bool:
        """Whether it may lead to a suppression: the address itself is said not to exist."""
        return self in (Reason.NO_SUCH_USER, Reason.NO_SUCH_HOST)

    @property
    def is_temporary(self) -> bool:
        """Whether the same message may be taken later, with nobody doing anything."""
        return self in (Reason.GREYLISTED, Reason.RATE_LIMITED, Reason.MAILBOX_FULL, Reason.TEMPORARY)


_R = Reason
_OURS = frozenset(
    {_R.RATE_LIMITED, _R.BLOCKED, _R.AUTHENTICATION, _R.SPAM, _R.POLICY, _R.RELAYING, _R.PROTOCOL, _R.TOO_BIG}
)
_NOT_WHILE_TEMPORARY = frozenset(
    {_R.NO_SUCH_USER, _R.NO_SUCH_HOST, _R.MAILBOX_DISABLED, _R.TOO_BIG, _R.PROTOCOL, _R.UNKNOWN}
)

_SURE: tuple[tuple[str, Reason], ...] = (
    (r"7\.1[78]", _R.MAILBOX_DISABLED),  # RFC 7293: the mailbox has a new owner
    (r"7\.(?:12|13)\d", _R.RESTRICTED),  # Microsoft
    (r"7\.(?:2[0-7]|509|515)", _R.AUTHENTICATION),  # RFC 7372, Gmail, Microsoft
    (r"7\.(?:28|705|708)", _R.RATE_LIMITED),
    (r"7\.(?:511|6\d\d|750)", _R.BLOCKED),
    (r"7\.(?:8|9|1[12]|57|64)", _R.RELAYING),
)
"""Enhanced codes that say more than any words beside them."""

_CODES: tuple[tuple[str, Reason], ...] = (
    (r"1\.[136]", _R.NO_SUCH_USER),
    (r"1\.(?:2|10)", _R.NO_SUCH_HOST),
    (r"1\.[78]", _R.POLICY),  # the sender's address
    (r"2\.1", _R.MAILBOX_DISABLED),
    (r"2\.2", _R.MAILBOX_FULL),
    (r"2\.3|3\.4", _R.TOO_BIG),
    (r"3\.[0125]|4\.(?!6$|14$)\d+", _R.TEMPORARY),  # 4.6 and 4.14 are loops
    (r"5\.3", _R.RATE_LIMITED),
    (r"3\.3|5\.[1-9]\d*|6\.\d+", _R.PROTOCOL),
    (r"7\.\d+", _R.POLICY),
)
_WORDS = tuple((any_of(patterns), Reason(name)) for name, patterns in REASONS_IN_WORDS)
_NO_USER, _NO_HOST = any_of(NO_SUCH_USER), any_of(NO_SUCH_HOST)
_NOT_NOW, _WRONG_COMMAND = any_of(NOT_NOW), any_of(WRONG_COMMAND)

_LONGEST = 2_000
_ADDRESS = re.compile(r"[^\s<>@\"():]{1,64}@[^\s<>@\"(),;]{1,255}")
_VAGUE = re.compile(r"(?:|[0125]\.0|2\.1|4\.[14])")
"""Enhanced codes beside which the words alone may say that an address does not exist."""


def classify(code: int | None, enhanced: str | None, text: str) -> Reason:
    """The reason of a refusal: SMTP reply code (RFC 5321), enhanced status code (RFC 3463), what was said.

    Total: whatever comes, there is an answer, and in doubt it is one that blames nobody.
    """
    status, said = enhanced or "", _plain(text)
    detail = status.partition(".")[2]
    reason = _of(detail, _SURE) or _in_words(said) or _by_status(detail, said) or _by_code(code, said)
    if reason in _NOT_WHILE_TEMPORARY and "4" in (status[:1], str(code)[:1]):
        return Reason.TEMPORARY
    return reason


def _plain(text: str) -> str:
    """Lower case, without accents, without addresses: “spam@” in one of them says nothing."""
    apart = unicodedata.normalize("NFKD", text[:_LONGEST]).replace("ı", "i")
    bare = "".join(mark for mark in apart if not unicodedata.combining(mark)).lower()
    return " ".join(_ADDRESS.sub(" ", bare).split())


def _in_words(said: str) -> Reason | None:
    return next((reason for pattern, reason in _WORDS if pattern.search(said)), None)


def _of(detail: str, codes: tuple[tuple[str, Reason], ...]) -> Reason | None:
    return next((reason for pattern, reason in codes if re.fullmatch(pattern, detail)), None)


def _by_status(detail: str, said: str) -> Reason | None:
    if _VAGUE.fullmatch(detail):
        if _NO_HOST.search(said):
            return Reason.NO_SUCH_HOST
        if _NO_USER.search(said):
            return Reason.NO_SUCH_USER
    elif detail.startswith("7.") and _NO_USER.search(said):
        return Reason.UNKNOWN  # the code says that it is us, the words that it is them
    return _of(detail, _CODES)


def _by_code(code: int | None, said: str) -> Reason:
    if (code is not None and code // 100 == 4) or _NOT_NOW.search(said):
        return Reason.TEMPORARY
    if code in (500, 501, 502, 503, 504, 555) or _WRONG_COMMAND.search(said):
        return Reason.PROTOCOL
    return Reason.TOO_BIG if code == 552 and not said else Reason.UNKNOWN

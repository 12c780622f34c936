"""Bounce text: reads bounces that people were meant to read: which part is the notice, whom it names, why.

The addresses found here are hints for a person who looks; none of them acts.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from digest.mail.bounce_words import FAILURE_WORDS, SMTP_CODE, STATUS_CODE

_ADDRESS = r"[^\s<>()\[\]{},;:\"'«»“”„‘’`=|*&（）：，。「」]{1,64}@(?:[\w-]{1,63}\.){1,8}\w{2,24}"
_BELOW = re.compile(
    r"""^[ \t>]*(?:
      [-=_*+#—]{2,}[ \t]*[^\n]{0,30}\b
        (?:original|unsent|returned|undelivered|failed|bounced|rejected|initial|your|copy|header|headers|mail|nachricht
          |mensaje|mensagem|messaggio|сообщени\w+|письм\w+|message[ ](?:text|header|body|d|follows)
          |rfc822|message[/ ]rfc822)\b[^\n]{0,60}$
      |(?:below[ ]this[ ]line|this[ ]is[ ]a[ ]copy[ ]of|a[ ]copy[ ]of[ ](?:the|your)
        |here[ ]is[ ](?:a|the|your)[ ](?:copy|original)
        |(?:the[ ])?(?:your[ ])?(?:original|unsent|returned|undelivered|rejected)?[ ]?(?:message|mail)?[ ]?
          (?:text|headers?|body|message|mail|content)[ ](?:is[ ]|are[ ])?(?:follows?|below|attached)
        |(?:received|message|original)[ ](?:message[ ])?headers?[ ]?(?:are|is)?[ ]?(?:follow\w*|below)?:
        |le[ ]message[ ]d['’]origine
        |ursprüngliche[ ]nachricht|original-?nachricht|kopie[ ]der[ ]nachricht|kopfzeilen
        |en-têtes[ ]|encabezados[ ]de|cabeçalhos|текст[ ]письма|исходное[ ]сообщение)[^\n]{0,80}$
    )""",
    re.I | re.M | re.X,
)
_TRANSCRIPT = re.compile(
    r"transcript|address|recipient|fatal|session|error|destinat|empfänger|reason|diagnos", re.I
)
_HEADER = re.compile(r"[ \t>]*(?:([A-Za-z][A-Za-z0-9-]{1,40}):(?:[ \t]|$)|[ \t]+\S)")
_OF_MAIL = frozenset({"received", "message-id", "return-path", "mime-version", "dkim-signature", "x-mailer"})

_ALONE = re.compile(
    rf"""^[ \t>*•·|"'-]*(?:\d+[.)][ \t]*)?(?:<?(?:mailto:|smtp:|rfc822;)?[ ]?({_ADDRESS})>?)
      (?:[ \t]*(?:\.{{3}}|[:;,.]*|\([^\n]*|\[[^\n]*|<[^\n]*|[-–][ \t][^\n]*)[ \t"'|]*$
        |[ \t]*>?[ \t]*:[^\n]*$|\.{{3}}[^\n]*$)""",
    re.M | re.X,
)
_LABELLED = re.compile(
    r"""^[ \t>*•|-]*
      (?:(?:failed|final|original|intended|the|invalid|bad|unknown)[ -])?
      (?:recipients?|address(?:es|ee)?|e-?mail|mail(?:box)?|user|account|x-failed-recipients?
        |destinataires?|adresse(?:\s\w+)?|empf[äa]nger|destinatari[oa]s?|direcci[óo]n|endere[çc]o
        |получател\w+|адрес\w*|收件人|受信者|宛先|المستلم|alıcı|odbiorc\w+|mottagare|ontvanger)
      [^\n:]{0,24}?[ \t]*[:：=][ \t]*[^\n@]{0,40}?"""
    rf"({_ADDRESS})",
    re.I | re.M | re.X,
)
_COMMAND = re.compile(rf"(?:RCPT\s+TO|delivered\s+to|deliver\w*\s+(?:\w+\s+){{0,3}}to)[: ]*<?({_ADDRESS})", re.I)
_ANY = re.compile(_ADDRESS)
_OFFICES = re.compile(
    r"(?:postmaster|mailer-?daemon|abuse|support|help(?:desk)?|hostmaster|noreply|no-reply|webmaster|admin)@", re.I
)
_MESSAGE_ID = re.compile(r"(?:message-?id|in-reply-to|references|from|sender|return-path|reply-to)\W{0,6}$", re.I)
_PASSAGE = 700
_LONGEST_NOTICE = 12_000
_LONGEST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Cause:
    """Why, as far as a passage of text tells it."""

    code: int | None
    status: str | None
    words: str


def split_notice(text: str) -> tuple[str, str]:
    """The notice, and what follows it of the mail that came back."""
    for found in _BELOW.finditer(text):
        if found.start() > 20 and not _TRANSCRIPT.search(found[0]):
            return text[: found.start()][:_LONGEST_NOTICE], text[found.end() :].lstrip("\n")
    start = _header_block(text)
    if start is None:
        return text[:_LONGEST_NOTICE], ""
    return text[:start][:_LONGEST_NOTICE], text[start:]


def named(notice: str, *, ours: Collection[str], written_to: Iterable[str]) -> tuple[str, ...]:
    """The addresses that a notice is about; `ours` are none of them, `written_to` are likely ones."""
    likely = {address.lower(): address for address in written_to}
    ranks: tuple[list[str], ...] = (
        [m[1] for pattern in (_ALONE, _LABELLED) for m in pattern.finditer(notice)],
        [m[1] for m in _COMMAND.finditer(notice)] + _beside_failure(notice),
        [
            m[0]
            for m in _ANY.finditer(notice)
            if not _MESSAGE_ID.search(notice[max(0, m.start() - 20) : m.start()])
        ],
    )
    found = [_tidy([each for each in rank if _is_person(each, ours)]) for rank in ranks]
    everybody = [each for rank in found for each in rank]
    if both := _tidy([each for each in everybody if each.lower() in likely]):
        return both
    if near := found[0] or found[1]:
        return near
    return _tidy(list(likely.values())) if len(likely) == 1 else found[2][:1]


def cause(notice: str, recipient: str) -> Cause:
    """What is said about `recipient`, or about everybody."""
    at = notice.lower().find(recipient.lower()) if recipient else -1
    passage = notice[notice.rfind("\n", 0, at) + 1 :][:_PASSAGE] if at >= 0 else ""
    if not (SMTP_CODE.search(passage) or STATUS_CODE.search(passage) or FAILURE_WORDS.search(passage)):
        passage = notice
    code, status = SMTP_CODE.search(passage), STATUS_CODE.search(passage)
    return Cause(int(code[1]) if code else None, status[1] if status else None, _one_line(passage))


def addresses(values: Iterable[str]) -> list[str]:
    """Every address in some header values."""
    return [each for value in values for each in _ANY.findall(value[:5_000])]


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_WORDS]


def _beside_failure(notice: str) -> list[str]:
    lines = [line for line in notice.splitlines() if "@" in line and len(line) < 2_000]
    return [
        each
        for line in lines
        if FAILURE_WORDS.search(line) or SMTP_CODE.search(line)
        for each in _ANY.findall(line)
    ]


def _is_person(address: str, ours: Collection[str]) -> bool:
    return address.lower() not in ours and not _OFFICES.match(address)


def _tidy(found: list[str]) -> tuple[str, ...]:
    unique = {each.strip(".-_'").lower(): each.strip(".-_'") for each in reversed(found)}
    return tuple(reversed(unique.values()))


def _header_block(text: str) -> int | None:
    """Where the headers of a mail begin in the middle of a text."""
    start = position = 0
    names: list[str] = []
    for line in text.splitlines(keepends=True):
        found = _HEADER.match(line)
        if found and (found[1] or names):
            if not names:
                start = position
            names += [found[1].lower()] if found[1] else []
            if len(names) >= 3 and len(set(names) & _OF_MAIL) >= 1 and names[0] != "reporting-mta":
                return start
        else:
            names = []
        position += len(line)
    return None

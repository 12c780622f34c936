"""Bounce status: the fields of a delivery report (RFC 3464), as servers really write them.

Blank lines between the fields of one recipient, none between two of them, continuation lines without a space
in front, addresses without their type: all of it is met, and all of it is read.
"""

import re
from dataclasses import dataclass

from digest.mail.bounce_words import SMTP_CODE, STATUS_CODE

_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,40})[ \t]*:[ \t]*(.*)")
_ADDRESSEES = ("original-recipient", "final-recipient", "x-actual-recipient")
_PER_RECIPIENT = (*_ADDRESSEES, "action", "status", "diagnostic-code", "remote-mta")
_KNOWN = frozenset(
    {
        *_PER_RECIPIENT,
        *("reporting-mta", "dsn-gateway", "received-from-mta", "arrival-date", "original-envelope-id"),
        *("final-log-id", "last-attempt-date", "will-retry-until", "x-supplementary-info", "x-display-name"),
        *("localized-reason", "failure-reason"),
    }
)
_ADDRESS = re.compile(r"""(?:"[^"\n]{1,64}"|[^\s<>()\[\],;:"«»“”]{1,128})@(?:\[[^\]\s]+\]|[\w.-]+)""")
_GENERIC = re.compile(r"[245]\.\d{1,3}\.0|[245]\.0\.\d{1,3}")
_LONGEST_WORDS = 500
_ACTIONS = {"fail": "failed", "error": "failed", "delay": "delayed", "warn": "delayed", "deliver": "delivered"}
_MOST_GROUPS = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says about one recipient."""

    recipient: str
    action: str
    """failed, delayed, delivered, relayed or expanded; "" where it is not said."""
    status: str | None
    code: int | None
    words: str
    remote: str

    @property
    def has_failed(self) -> bool:
        return self.action == "failed" or (not self.action and (self.status or "")[:1] in ("4", "5"))


def read_status(text: str) -> tuple[list[Told], str]:
    """What is told of each recipient, and the identifier of the original envelope, or ""."""
    groups = _groups(text)
    told = [_told(group) for group in groups[:_MOST_GROUPS] if any(name in group for name in _PER_RECIPIENT)]
    envelope_id = next((group["original-envelope-id"] for group in groups if "original-envelope-id" in group), "")
    return told, envelope_id


def find_status(text: str) -> str:
    """The fields of a report that stand in the middle of a text, or ""."""
    found = re.search(r"(?im)^[ \t>]*(?:final|original)-recipient[ \t]*:", text)
    if not found:
        return ""
    above = [m.start() for m in re.finditer(r"(?im)^[ \t>]*(?:reporting-mta|original-recipient)[ \t]*:", text)]
    return re.sub(r"(?m)^[ \t>]+(?=[A-Za-z-]+:)", "", text[min([found.start(), *above]) :])


def address_in(value: str) -> str:
    """The address of a recipient field, its type and whatever else stands there left out."""
    found = _ADDRESS.search(re.sub(r"\+(2B|3D)", lambda m: chr(int(m[1], 16)), value))
    return found[0].strip(".'`").replace('"', "") if found else ""


def _groups(text: str) -> list[dict[str, str]]:
    """The fields, in groups: one for the message, where it has fields of its own, and one for each recipient."""
    groups: list[dict[str, str]] = [{}]
    name, is_after_gap = "", False
    for line in text.splitlines():
        if not line.strip():
            is_after_gap = True
            continue
        found = _FIELD.match(line)
        if found and (found[1].lower() in _KNOWN or found[1][:2] in ("X-", "x-")):
            name = found[1].lower()
            if _begins(name, groups[-1], is_after_gap=is_after_gap):
                groups.append({})
            groups[-1].setdefault(name, found[2].strip())
        elif name and not is_after_gap:
            groups[-1][name] = f"{groups[-1][name]} {line.strip()}"
        is_after_gap = False
    return groups


def _begins(name: str, group: dict[str, str], *, is_after_gap: bool) -> bool:
    """Whether the field belongs to another recipient than the fields before it."""
    if name not in _PER_RECIPIENT:
        return False
    if name in group:
        return True
    is_whole = any(each in group for each in _ADDRESSEES) and ("action" in group or "status" in group)
    return is_after_gap and is_whole and name in _ADDRESSEES


def _told(group: dict[str, str]) -> Told:
    # Some servers say “250 OK” of the connection in a report on a failure; then the text knows better.
    if group.get("status", "").startswith("2") and group.get("action", "").lower().startswith("fail"):
        group = {name: each for name, each in group.items() if name not in ("status", "diagnostic-code")}
    words = re.sub(r"^\s*(?:smtp|x-[\w-]+|dns|unknown)\s*;\s*", "", group.get("diagnostic-code", ""), flags=re.I)
    words = " ".join(words.split())[:_LONGEST_WORDS]
    said = re.match(r"\s*[\"']?([a-z]+)", group.get("action", "").lower())
    action = said[1] if said else ""
    code, in_words = SMTP_CODE.search(words), STATUS_CODE.search(words)
    plain = STATUS_CODE.search(group.get("status", ""))
    status = plain[1] if plain else None
    if in_words and (status is None or _GENERIC.fullmatch(status)):
        status = in_words[1]
    return Told(
        recipient=next(filter(None, (address_in(group.get(name, "")) for name in _ADDRESSEES)), ""),
        action=next((ours for theirs, ours in _ACTIONS.items() if action.startswith(theirs)), action),
        status=status,
        code=int(code[1]) if code else None,
        words=words,
        remote=re.sub(r"^\s*[\w-]+\s*;\s*", "", group.get("remote-mta", "")).strip(),
    )

"""Specimen: a mail as the checks see it, wherever it comes from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import islice
from pathlib import Path

from digest.core.errors import DigestError, InvalidInput, NotFound, Unavailable
from digest.render.preflight.charset import read_html
from digest.render.preflight.document import Document
from digest.render.preflight.mime import NO_MESSAGE, Message, read_message

LARGEST = 5_000_000
"""Most bytes of a file that is looked at."""


Network = Callable[[Iterable[str]], Mapping[str, DigestError] | None]
"""Which web addresses do not answer, and why: NotFound where nothing is; None if nothing answers at all."""
_MOST_LINKS = 300
"""Links that are followed."""


class Need(StrEnum):
    """What a check needs of a mail; the words tell why it was skipped."""

    HTML = "there is no HTML part"
    TEXT = "there is no text part"
    SUBJECT = "there is no subject"
    MESSAGE = "there is no message around it; check a .eml file or an issue"
    ISSUE = "it takes an issue of an edition"
    ANSWERS = "it asks the network: say --online, where there is one"


@dataclass(frozen=True, slots=True)
class Facts:
    """What only the newsroom knows of a mail."""

    postal_address: str
    unsubscribe_url: str
    online_url: str
    stories: int
    earlier: tuple[tuple[date, str], ...] = ()
    """The subjects of the issues before it, the newest first."""
    quoted: str = ""
    """Everything in it that sources have written, which the newsroom does not answer for."""
    not_copied: tuple[str, ...] = ()
    """A sentence on each picture that there is no copy of."""
    bounce_domain: str = ""
    """Where bounces arrive; empty: at the sender's."""
    is_signed_later: bool = False
    """Whether the SMTP server signs it."""


NO_FACTS = Facts("", "", "", 0)


@dataclass(frozen=True, slots=True)
class Specimen:
    """A mail; what it does not hold is empty, and not in `holds`."""

    holds: frozenset[Need]
    html: str = ""
    document: Document = field(default_factory=lambda: Document(""))
    text: str = ""
    subject: str = ""
    preheader: str = ""
    message: Message = NO_MESSAGE
    facts: Facts = NO_FACTS
    silent: Mapping[str, DigestError] = field(default_factory=dict)
    """The addresses that do not answer, and why."""

    def ask(self, network: Network | None) -> "Specimen":
        """The same, with what the network says of its links; without, where there is none."""
        links = (url for url in sorted(self.document.targets) if url.lower().startswith(("http://", "https://")))
        silent = network(islice(links, _MOST_LINKS)) if network and Need.HTML in self.holds else None
        return self if silent is None else replace(self, holds=self.holds | {Need.ANSWERS}, silent=silent)


def open_specimen(path: Path) -> Specimen:
    """The mail in a file, a message if it is called .eml; NotFound, or InvalidInput for one that is too large."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise NotFound(
            f"There is no file {path}; name an issue (EDITION/DATE), or a .html or .eml file."
        ) from error
    except OSError as error:
        raise Unavailable(f"{path} cannot be read: {error.strerror}.") from error
    if len(raw) > LARGEST:
        raise InvalidInput(f"{path} has more than {LARGEST // 1_000_000} MB; a mail has a tenth of one.")
    return from_message(raw) if path.suffix.lower() == ".eml" else from_html(raw)


def from_html(raw: bytes) -> Specimen:
    """An HTML file."""
    html = read_html(raw)
    document = Document(html)
    return Specimen(frozenset({Need.HTML}), html, document, preheader=document.preheader)


def from_message(raw: bytes, facts: Facts | None = None) -> Specimen:
    """A message (RFC 5322), whole; `facts` where it is one of ours."""
    message = read_message(raw)
    html, text = message.body("text/html"), message.body("text/plain")
    document = Document(html or "")
    holds = {Need.SUBJECT, Need.MESSAGE}
    holds |= ({Need.HTML} if html is not None else set()) | ({Need.TEXT} if text is not None else set())
    return Specimen(
        frozenset(holds | ({Need.ISSUE} if facts else set())),
        html=html or "",
        document=document,
        text=text or "",
        subject=message.value("Subject"),
        preheader=document.preheader,
        message=message,
        facts=facts or NO_FACTS,
    )

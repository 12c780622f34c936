"""Envelope: what a mailbox shows before a mail is opened."""

import re
from collections.abc import Iterator

from digest.render.preflight.check import Check
from digest.render.preflight.finding import Flaw, error, quote, warning
from digest.render.preflight.specimen import Need, Specimen

_LONGEST_SUBJECT = 78
_PREHEADER = range(40, 131)
_EMOJI = re.compile("[\u2600-\u27bf\U0001f1e6-\U0001faff]\ufe0f?")
_SHOUT = re.compile(r"!!+|\?\?+|[!?]{3,}")


def _find_subject(mail: Specimen) -> Iterator[Flaw]:
    if not mail.subject or len(mail.subject) > _LONGEST_SUBJECT:
        yield error(
            f"The subject has {len(mail.subject)} characters; 1 to {_LONGEST_SUBJECT} can be read.",
            "header Subject",
            "Put what matters into the first 45 characters.",
        )


def _find_shouting(mail: Specimen) -> Iterator[Flaw]:
    letters = [letter for letter in mail.subject if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if len(letters) > 12 and capitals > len(letters) * 0.6:
        yield warning("The subject is written in capitals.", "header Subject", "Write it as a sentence.")
    if len(_EMOJI.findall(mail.subject)) > 1:
        yield warning("The subject has several emoji.", "header Subject", "Keep one at most: filters count them.")
    if found := _SHOUT.search(mail.subject):
        yield warning(f"The subject shouts: “{quote(found[0])}”.", "header Subject", "One mark is enough.")


def _find_preheader(mail: Specimen) -> Iterator[Flaw]:
    if len(mail.preheader) not in _PREHEADER:
        wanted = f"{_PREHEADER.start} to {_PREHEADER.stop - 1}"
        yield warning(
            f"The preheader, shown beside the subject, has {len(mail.preheader)} characters; {wanted} are best.",
            "html, the hidden words at the beginning of <body>",
            "Say there what else is in the mail.",
        )


def _find_echo(mail: Specimen) -> Iterator[Flaw]:
    if mail.preheader and mail.preheader.casefold() == mail.subject.casefold():
        yield warning("The preheader repeats the subject.", "html", "Say there what else is in the mail.")


def _find_yesterday(mail: Specimen) -> Iterator[Flaw]:
    for day, subject in mail.facts.earlier:
        if mail.subject and subject.casefold() == mail.subject.casefold():
            yield warning(
                f"The issue of {day} had the same subject: “{quote(subject)}”.",
                "header Subject",
                "Lead with another story: mailboxes would put the two into one thread.",
            )
            return


CHECKS = (
    Check("subject", "the subject has a length that can be read", (Need.SUBJECT,), _find_subject),
    Check("shouting", "the subject does not shout", (Need.SUBJECT,), _find_shouting),
    Check("preheader", "there is a preheader of a good length", (Need.HTML,), _find_preheader),
    Check("echo", "the preheader says something else than the subject", (Need.HTML, Need.SUBJECT), _find_echo),
    Check("same-subject", "no issue of the last days had this subject", (Need.ISSUE,), _find_yesterday),
)

"""Identity: whether receivers will believe that a mail is from whom it says (RFC 6376, DMARC)."""

import re
from collections.abc import Iterator

from digest.core.alignment import is_aligned
from digest.render.preflight.check import Check
from digest.render.preflight.finding import Flaw, warning
from digest.render.preflight.specimen import Need, Specimen

_DOMAIN = re.compile(r"@([\w.-]{1,255})>?\s*$")
_SIGNS = re.compile(r"(?:^|;)\s*d=\s*([\w.-]{1,255})")
_FOR_EXAMPLES = ("example", "invalid", "localhost", "test")
"""Top levels without a DNS in which a key could lie (RFC 2606)."""


def _find_dkim(mail: Specimen) -> Iterator[Flaw]:
    sender = _sender(mail)
    signers = [name for field in mail.message.fields("DKIM-Signature") for name in _SIGNS.findall(field.raw)]
    if signers and not any(is_aligned(sender, signer) for signer in signers):
        yield warning(
            f"The signature is of {signers[0]}, and the mail says it is from {sender}: DMARC does not count it.",
            "header DKIM-Signature",
            "Sign with a key of the sender’s domain (DIGEST_DKIM__DOMAIN), or change the sender of the edition.",
        )
    if not signers and sender.rpartition(".")[2] not in _FOR_EXAMPLES and not mail.facts.is_signed_later:
        yield warning(
            f"Nothing signs this mail for {sender}: Gmail, Yahoo and Outlook refuse unsigned mail to many (DKIM).",
            "the settings",
            "Make a key (digest dkim new), or set DIGEST_DKIM__RELAY_SIGNS if your SMTP server signs.",
        )


def _find_bounce_domain(mail: Specimen) -> Iterator[Flaw]:
    sender, bounce_domain = _sender(mail), mail.facts.bounce_domain
    if bounce_domain and not is_aligned(sender, bounce_domain):
        yield warning(
            f"Bounces go to {bounce_domain}, and the mail says it is from {sender}: SPF does not count for DMARC.",
            "DIGEST_BOUNCE_DOMAIN",
            "Let bounces arrive at a name below the sender’s domain.",
        )


def _sender(mail: Specimen) -> str:
    found = _DOMAIN.search(mail.message.value("From")[:1_000])
    return found[1].lower().rstrip(".") if found else ""


CHECKS = (
    Check("dkim", "a signature of the sender’s domain is on it", (Need.MESSAGE, Need.ISSUE), _find_dkim),
    Check("bounce-domain", "bounces go to the sender’s domain", (Need.MESSAGE, Need.ISSUE), _find_bounce_domain),
)

"""Whether receivers will believe who a mail is from."""

from dataclasses import replace

import pytest

from digest.render.preflight.inspect import inspect
from digest.render.preflight.specimen import from_message
from tests.render.preflight.mails import FACTS, HEAD, a_message

SIGNED = "DKIM-Signature: v=1; a=rsa-sha256; d={}; s=matin; h=from; bh=; b=\n"


def found(head: str = HEAD, *, bounce_domain: str = "", is_signed_later: bool = False) -> list[str]:
    facts = replace(FACTS, bounce_domain=bounce_domain, is_signed_later=is_signed_later)
    report = inspect(from_message(a_message(head=head), facts), only=["dkim", "bounce-domain"])
    return [finding.name for finding in report.findings]


@pytest.mark.parametrize(
    ("domain", "expected"),
    [("lalagune.example", []), ("mail.lalagune.example", []), ("lavigie.example", ["dkim"])],
)
def test_signature_has_to_be_of_the_senders_domain(domain: str, expected: list[str]) -> None:
    assert found(SIGNED.format(domain) + HEAD) == expected


def test_one_signature_of_the_senders_domain_is_enough() -> None:
    assert found(SIGNED.format("lavigie.example") + SIGNED.format("lalagune.example") + HEAD) == []


def test_unsigned_mail_is_told_where_a_key_could_lie_and_nobody_signs_later() -> None:
    real = HEAD.replace("lalagune.example>", "lalagune.news>", 1)

    assert found(real) == ["dkim"]
    assert found(real, is_signed_later=True) == []
    assert found(HEAD) == []


def test_bounces_have_to_arrive_at_the_senders_domain() -> None:
    assert found(bounce_domain="retours.lalagune.example") == []
    assert found(bounce_domain="lavigie.example") == ["bounce-domain"]

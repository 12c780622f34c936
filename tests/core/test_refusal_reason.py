"""Why servers refuse: words and codes of many of them, and the reason that is believed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.refusal_reason import Reason, classify

R = Reason
SAID = [
    # nobody is there
    (550, "5.1.1", "The email account that you tried to reach does not exist", R.NO_SUCH_USER),
    (550, "5.1.1", "<spam@blocked.example>: Recipient address rejected: User unknown", R.NO_SUCH_USER),
    (554, None, "dd This user doesn't have a yahoo.example account (awa@yahoo.example) [0]", R.NO_SUCH_USER),
    (
        550,
        None,
        "Adresse d au moins un destinataire invalide. Invalid recipient. OFR204_416 [416]",
        R.NO_SUCH_USER,
    ),
    (550, "5.1.10", "RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", R.NO_SUCH_HOST),
    (550, None, "No such user here", R.NO_SUCH_USER),
    (550, None, "Unrouteable address", R.NO_SUCH_USER),
    (550, "5.0.0", "Sorry, no mailbox here by that name. (#5.1.1)", R.NO_SUCH_USER),
    (550, "5.1.1", "", R.NO_SUCH_USER),
    (550, None, "L’utilisateur awa est inconnu", R.NO_SUCH_USER),
    (550, None, "Cette boîte aux lettres n'existe pas", R.NO_SUCH_USER),
    (550, None, "Empfänger unbekannt", R.NO_SUCH_USER),
    (550, None, "El usuario no existe", R.NO_SUCH_USER),
    (550, None, "Usuário não existe: conta inexistente", R.NO_SUCH_USER),
    (550, None, "Пользователь не найден", R.NO_SUCH_USER),
    (550, "5.1.2", "", R.NO_SUCH_HOST),
    (None, "5.4.4", "Host or domain name not found. Host not found", R.NO_SUCH_HOST),
    (None, None, "Domaine inconnu", R.NO_SUCH_HOST),
    # a mailbox that takes nothing now
    (552, "5.2.2", "The email account that you tried to reach is over quota", R.MAILBOX_FULL),
    (452, "4.2.2", "Mailbox full", R.MAILBOX_FULL),
    (550, None, "La boîte de réception est pleine", R.MAILBOX_FULL),
    (550, "5.2.1", "The email account that you tried to reach is disabled", R.MAILBOX_DISABLED),
    (550, "5.1.1", "Account has been suspended", R.MAILBOX_DISABLED),
    (554, None, "Compte désactivé", R.MAILBOX_DISABLED),
    (550, "5.7.133", "RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required", R.RESTRICTED),
    (550, "5.4.1", "Recipient address rejected: Access denied. AS(201806281)", R.UNKNOWN),
    (550, None, "Requested action not taken: mailbox unavailable", R.UNKNOWN),
    # about us, whatever the code
    (550, "5.1.1", "User unknown; client host [192.0.2.1] blocked using Spamhaus", R.BLOCKED),
    (
        550,
        "5.7.1",
        "Messages from [192.0.2.1] weren't sent. Part of their network is on our block list (S3140)",
        R.BLOCKED,
    ),
    (554, None, "Your IP address has been refused", R.BLOCKED),
    (421, "4.7.0", "[TSS04] Messages from 192.0.2.1 temporarily deferred due to user complaints", R.BLOCKED),
    (550, "5.7.26", "This mail has been blocked because the sender is unauthenticated", R.AUTHENTICATION),
    (550, "5.7.515", "Access denied, sending domain does not meet the required level", R.AUTHENTICATION),
    (550, "5.7.25", "The IP address sending this message does not have a PTR record setup", R.AUTHENTICATION),
    (450, "4.7.25", "Client host rejected: cannot find your reverse hostname, [192.0.2.1]", R.AUTHENTICATION),
    (550, "5.7.1", "Message rejected due to content: looks like spam", R.SPAM),
    (554, None, "Message indésirable refusé", R.SPAM),
    (421, "4.7.28", "Gmail has detected an unusual rate of mail originating from your IP address", R.RATE_LIMITED),
    (421, None, "Too many connections, slow down. OFR004_104 [104]", R.RATE_LIMITED),
    (450, "4.2.1", "The user you are trying to contact is receiving mail at a rate that prevents", R.TEMPORARY),
    (554, "5.7.1", "<awa@a.example>: Relay access denied", R.RELAYING),
    (553, None, "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", R.RELAYING),
    (530, "5.7.0", "Authentication required", R.RELAYING),
    (550, "5.1.8", "Sender address rejected: Domain not found", R.POLICY),
    (550, None, "Sender verify failed: user unknown", R.POLICY),
    (550, "5.7.1", "Delivery not authorized, message refused", R.POLICY),
    (550, "5.7.1", "no such user", R.UNKNOWN),
    # the message, the moment, the talk
    (552, "5.3.4", "Message size exceeds fixed limit", R.TOO_BIG),
    (451, "4.7.1", "Greylisting in action, please come back later", R.GREYLISTED),
    (450, "4.2.0", "Recipient address rejected: Greylisted, see http://postgrey.example", R.GREYLISTED),
    (451, "4.3.0", "Internal error", R.TEMPORARY),
    (450, "4.1.1", "User unknown in local recipient table", R.TEMPORARY),
    (450, "4.1.2", "Domain not found", R.TEMPORARY),
    (None, "5.4.7", "Delivery expired (message too old)", R.TEMPORARY),
    (503, "5.5.1", "Bad sequence of commands", R.PROTOCOL),
    (550, None, "", R.UNKNOWN),
    (None, None, "", R.UNKNOWN),
]


@pytest.mark.parametrize(("code", "enhanced", "text", "reason"), SAID)
def test_refusal_has_its_reason(code: int | None, enhanced: str | None, text: str, reason: Reason) -> None:
    assert classify(code, enhanced, text) is reason


def test_nobody_is_suppressed_for_what_concerns_us_or_passes() -> None:
    assert [reason for reason in Reason if reason.is_harmful_to_address] == [R.NO_SUCH_USER, R.NO_SUCH_HOST]
    assert [reason for reason in Reason if reason.concerns_all and not reason.is_ours] == []
    assert [r for r in Reason if r.is_harmful_to_address and (r.is_ours or r.is_temporary)] == []


@given(
    st.none() | st.integers(),
    st.none() | st.text(max_size=12) | st.from_regex(r"[245]\.\d{1,3}\.\d{1,3}", fullmatch=True),
    st.text() | st.sampled_from([said[2] for said in SAID]),
)
@settings(max_examples=300)
def test_every_refusal_has_a_reason(code: int | None, enhanced: str | None, text: str) -> None:
    assert classify(code, enhanced, text) in Reason


@given(st.sampled_from(SAID), st.integers(400, 499))
def test_a_temporary_refusal_blames_no_address(said: tuple[int, str, str, Reason], code: int) -> None:
    assert not classify(code, said[1], said[2]).is_harmful_to_address


@given(st.sampled_from([said for said in SAID if said[3].is_harmful_to_address]))
def test_a_block_list_in_the_text_clears_the_address(said: tuple[int, str, str, Reason]) -> None:
    assert classify(said[0], said[1], f"{said[2]}; listed at a block list") is Reason.BLOCKED

"""Reaching a server: TLS and logins that work, and one clear sentence for each way in which they do not."""

import socket

import pytest

from digest.core.delivery import Outcome
from digest.core.errors import Unavailable
from digest.mail.smtp import Smtp
from digest.settings import Authentication, Security
from tests.mail.test_smtp import a_batch, an_outgoing, outcomes
from tests.servers import OFFERS, Act, Certificate, ScriptedServer, Step, aiosmtpd_server

LOGIN = (b"redaction", b"secret")
KEPT = [Outcome.ACCEPTED] * 3


def what_is_said(smtp: Smtp) -> str:
    """The sentence of the error, without the name and the port of the server."""
    with pytest.raises(Unavailable) as caught:
        smtp.send(a_batch())
    return str(caught.value).split(", ", 2)[2]


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]

    said = what_is_said(Smtp(host="127.0.0.1", port=port))

    assert said == "cannot be reached (Connection refused); check DIGEST_SMTP__HOST and DIGEST_SMTP__PORT."


def test_host_that_has_no_address() -> None:
    said = what_is_said(Smtp(host="no such host", port=25))

    assert said.startswith("cannot be reached (")


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ({"CONNECT": b"421 4.3.2 Full\r\n"}, "turned us away (421 4.3.2 Full); try again later."),
        ({"CONNECT": b"554 5.7.1 Not you\r\n"}, "turned us away (554 5.7.1 Not you); try again later."),
        (
            {"CONNECT": Act.DROP},
            "closed the connection; nothing was sent, try again later.",
        ),
        (
            {"CONNECT": b"hello\r\n"},
            "did not answer as SMTP does (“hello”); nothing was sent, try again later.",
        ),
        (
            {"EHLO": Act.DROP},
            "closed the connection; nothing was sent, try again later.",
        ),
        ({"EHLO": b"550 No\r\n", "HELO": b"550 No\r\n"}, "turned us away (550 No); try again later."),
    ],
    ids=["banner 421", "banner 554", "banner drop", "banner garbage", "EHLO drop", "EHLO and HELO refused"],
)
def test_server_that_does_not_let_us_in(script: dict[str, Step], expected: str) -> None:
    with ScriptedServer(script) as server:
        said = what_is_said(Smtp(host="127.0.0.1", port=server.port))

    assert said == expected
    assert server.accepted == []


def test_server_that_says_nothing() -> None:
    with ScriptedServer({"CONNECT": Act.HANG}) as server:
        said = what_is_said(Smtp(host="127.0.0.1", port=server.port, timeout=0.3))

    assert said == "gave no answer within 0.3 seconds; nothing was sent, try again later."


def test_starttls_that_is_not_offered_is_not_done_without() -> None:
    with ScriptedServer() as server:
        said = what_is_said(Smtp(host="127.0.0.1", port=server.port, security=Security.STARTTLS))

    assert said == (
        "does not offer what DIGEST_SMTP__SECURITY and DIGEST_SMTP__USERNAME ask for: "
        "STARTTLS extension not supported by server."
    )
    assert server.accepted == []


def test_login_that_is_not_offered_is_not_done_without() -> None:
    with ScriptedServer() as server:
        said = what_is_said(Smtp(host="127.0.0.1", port=server.port, username="redaction", password="secret"))

    assert said.endswith("SMTP AUTH extension not supported by server.")
    assert server.accepted == []


def test_plain_server_where_tls_is_expected() -> None:
    with ScriptedServer() as server:
        said = what_is_said(Smtp(host="127.0.0.1", port=server.port, security=Security.TLS))

    assert said == (
        "does not speak TLS in the way of DIGEST_SMTP__SECURITY (WRONG_VERSION_NUMBER): is it starttls or tls?"
    )


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_mail_goes_out_protected_and_signed_in(security: Security, trusted: Certificate) -> None:
    with aiosmtpd_server(trusted, is_tls=security is Security.TLS, login=LOGIN) as (port, keeper):
        smtp = Smtp(host="localhost", port=port, security=security, username="redaction", password="secret")
        receipts = smtp.send([*a_batch()[:2], an_outgoing(size=400_000)])
        smtp.close()

    assert outcomes(receipts) == KEPT
    assert keeper.logins == [b"redaction"]
    assert [len(content) for content in keeper.contents] == [an_outgoing().size] * 2 + [
        an_outgoing(size=400_000).size
    ]


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_certificate_that_nobody_vouches_for_is_refused(security: Security, certificate: Certificate) -> None:
    with aiosmtpd_server(certificate, is_tls=security is Security.TLS) as (port, keeper):
        said = what_is_said(Smtp(host="localhost", port=port, security=security))

    assert said == "shows a certificate that cannot be trusted (self-signed certificate); check DIGEST_SMTP__HOST."
    assert keeper.contents == []


def test_certificate_of_another_host_is_refused(trusted: Certificate) -> None:
    with aiosmtpd_server(trusted) as (port, keeper):
        said = what_is_said(Smtp(host="127.0.0.1", port=port, security=Security.STARTTLS))

    assert said.startswith("shows a certificate that cannot be trusted (IP address mismatch")
    assert keeper.contents == []


@pytest.mark.parametrize("password", ["wrong", None])
def test_wrong_password_is_told(password: str | None, trusted: Certificate) -> None:
    with aiosmtpd_server(trusted, login=LOGIN) as (port, _):
        said = what_is_said(
            Smtp(host="localhost", port=port, security=Security.STARTTLS, username="redaction", password=password)
        )

    assert said == (
        "refused the user name or the password (535 5.7.8 Authentication credentials invalid); "
        "check DIGEST_SMTP__USERNAME and its password."
    )


def test_password_that_smtp_cannot_carry_is_told(trusted: Certificate) -> None:
    with aiosmtpd_server(trusted, login=LOGIN) as (port, _):
        said = what_is_said(
            Smtp(host="localhost", port=port, security=Security.STARTTLS, username="redaction", password="été")
        )

    assert said == "can only be given a user name and a password in ASCII; change DIGEST_SMTP__PASSWORD."


XOAUTH2_OFFERS = (*OFFERS, "AUTH PLAIN XOAUTH2")
# user=redaction, auth=Bearer jeton, each ended by 0x01 and the whole by another
TOKEN = "dXNlcj1yZWRhY3Rpb24BYXV0aD1CZWFyZXIgamV0b24BAQ=="


def with_token(server: ScriptedServer) -> Smtp:
    return Smtp(
        host="127.0.0.1",
        port=server.port,
        username="redaction",
        password="jeton",
        authentication=Authentication.XOAUTH2,
    )


def test_token_is_shown_where_the_settings_ask_for_it() -> None:
    with ScriptedServer({"AUTH": b"235 2.7.0 Welcome\r\n"}, offers=XOAUTH2_OFFERS) as server:
        transport = with_token(server)
        receipts = transport.send(a_batch())
        transport.close()

    assert outcomes(receipts) == KEPT
    assert [command for command in server.commands if "AUTH" in command] == [f"AUTH XOAUTH2 {TOKEN}"]


def test_token_that_is_refused_is_told() -> None:
    with ScriptedServer({"AUTH": b"535 5.7.8 Expired\r\n"}, offers=XOAUTH2_OFFERS) as server:
        said = what_is_said(with_token(server))

    assert said == (
        "refused the user name or the password (535 5.7.8 Expired); check DIGEST_SMTP__USERNAME and its password."
    )
    assert server.accepted == []


def test_token_is_not_shown_to_a_server_that_does_not_ask_for_one() -> None:
    with ScriptedServer(offers=(*OFFERS, "AUTH PLAIN")) as server:
        said = what_is_said(with_token(server))

    assert said.endswith("XOAUTH2 is not among the ways to sign in that it offers.")
    assert [command.split()[0] for command in server.commands] == ["EHLO"]


def test_answer_slipped_in_before_the_line_is_protected_is_not_believed() -> None:
    """Whoever sits on the way could say in the clear what would then count as said under protection."""
    script = {"STARTTLS": b"220 2.0.0 Go on\r\n250 slipped in\r\n"}
    with ScriptedServer(script, offers=(*OFFERS, "STARTTLS")) as server:
        said = what_is_said(Smtp(host="127.0.0.1", port=server.port, security=Security.STARTTLS))

    assert said == "said more than it was asked; nothing was sent, try again later."
    assert server.accepted == []


@pytest.mark.parametrize("what", ["CONNECT", "EHLO"])
def test_server_that_trickles_its_welcome_is_left(what: str) -> None:
    with ScriptedServer({what: Act.TRICKLE}) as server:
        said = what_is_said(Smtp(host="127.0.0.1", port=server.port, timeout=0.3))

    assert said == "gave no answer within 0.3 seconds; nothing was sent, try again later."

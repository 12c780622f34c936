"""Connection: reach an SMTP server, protect the line, sign in. What goes wrong becomes one sentence."""

import smtplib
import socket
import ssl
from dataclasses import dataclass, field

from digest.core.errors import Unavailable
from digest.mail.headers import clean
from digest.settings import Security


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where the server is, and how it is talked to."""

    host: str
    port: int
    security: Security
    username: str | None
    password: str | None = field(repr=False)
    timeout: float
    """Seconds that the server may take for one answer."""


def connect(server: SmtpServer) -> smtplib.SMTP:
    """A session that is greeted, protected and signed in; Unavailable says what failed and what to look at."""
    where = f"The SMTP server {server.host}, port {server.port},"
    try:
        return _connect(server)
    except smtplib.SMTPException as error:
        raise Unavailable(f"{where} {_what_it_did(error)}") from error
    except (OSError, UnicodeError) as error:
        raise Unavailable(f"{where} {_what_happened(error)}") from error


def _connect(server: SmtpServer) -> smtplib.SMTP:
    session = _reach(server)
    try:
        if server.security is Security.STARTTLS:
            session.starttls(context=ssl.create_default_context())
        if server.username is not None:
            session.login(server.username, server.password or "")
        session.ehlo_or_helo_if_needed()
        _send_without_delay(session)
    except BaseException:
        session.close()
        raise
    return session


def _reach(server: SmtpServer) -> smtplib.SMTP:
    if server.security is Security.TLS:
        tls = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=tls)
    return smtplib.SMTP(server.host, server.port, timeout=server.timeout)


def _send_without_delay(session: smtplib.SMTP) -> None:
    """Each of our writes ends where we wait for an answer, so the system need not wait for more to send."""
    assert session.sock is not None
    session.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _what_it_did(error: smtplib.SMTPException) -> str:
    match error:
        case smtplib.SMTPAuthenticationError():
            said = f"{error.smtp_code} {_text(error.smtp_error)}"
            return f"refused the user name or the password ({said}); check DIGEST_SMTP__USERNAME and its password."
        case smtplib.SMTPResponseException():
            return f"turned us away ({error.smtp_code} {_text(error.smtp_error)}); try again later."
        case smtplib.SMTPServerDisconnected():
            return f"broke off before anything was sent ({clean(str(error))}); try again later."
        case _:
            settings = "DIGEST_SMTP__SECURITY and DIGEST_SMTP__USERNAME"
            return f"does not offer what {settings} ask for: {clean(str(error))}"


def _what_happened(error: OSError | UnicodeError) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return f"shows a certificate that cannot be trusted ({error.verify_message}); check DIGEST_SMTP__HOST."
        case ssl.SSLError():
            return (
                f"does not speak TLS in the way of DIGEST_SMTP__SECURITY ({error.reason}): is it starttls or tls?"
            )
        case UnicodeError():
            return "can only be given a user name and a password in ASCII; change DIGEST_SMTP__PASSWORD."
        case _:
            why = error.strerror or str(error)
            return f"cannot be reached ({why}); check DIGEST_SMTP__HOST and DIGEST_SMTP__PORT."


def _text(said: bytes | str) -> str:
    return clean(said.decode("utf-8", errors="replace") if isinstance(said, bytes) else said)

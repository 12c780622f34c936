"""Connection: reach an SMTP server, protect the line, sign in. What goes wrong becomes one sentence."""

import smtplib
import socket
import ssl
from dataclasses import dataclass, field

from digest.core.errors import Unavailable
from digest.mail.headers import clean
from digest.mail.hearing import Hearing, NoReply
from digest.settings import Authentication, Security


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
    authentication: Authentication = Authentication.PASSWORD


class Session(smtplib.SMTP):
    """smtplib's session, whose replies are read strictly: a server that trickles holds nobody up for long."""

    _hearing: Hearing | None = None

    @property
    def connected(self) -> socket.socket:
        """The open connection."""
        assert self.sock is not None
        return self.sock

    @property
    def hearing(self) -> Hearing:
        """What comes over the connection as it is now: anew once it is protected."""
        if self._hearing is None or not self._hearing.hears(self.connected):
            self._hearing = Hearing(self.connected, float(self.timeout))
        return self._hearing

    def getreply(self) -> tuple[int, bytes]:
        """Called by smtplib for each reply."""
        try:
            reply = self.hearing.reply()
            if self.hearing.has_more:  # said in the clear, it would count as said on the protected line
                raise NoReply("said more than it was asked")
        except (NoReply, OSError):
            self.close()
            raise
        return reply.code, reply.raw


class ProtectedSession(smtplib.SMTP_SSL, Session):
    """The same, protected from the start."""


def connect(server: SmtpServer) -> Session:
    """A session that is greeted, protected and signed in; Unavailable says what failed and what to look at."""
    where = f"The SMTP server {server.host}, port {server.port},"
    try:
        return _connect(server)
    except NoReply as error:
        raise Unavailable(f"{where} {error}; nothing was sent, try again later.") from error
    except smtplib.SMTPException as error:
        raise Unavailable(f"{where} {_what_it_did(error)}") from error
    except (OSError, UnicodeError) as error:
        raise Unavailable(f"{where} {_what_happened(error)}") from error


def _connect(server: SmtpServer) -> Session:
    session = _reach(server)
    try:
        if server.security is Security.STARTTLS:
            session.starttls(context=ssl.create_default_context())
        if server.username is not None:
            _sign_in(session, server.username, server.password or "", server.authentication)
        session.ehlo_or_helo_if_needed()
    except BaseException:
        session.close()
        raise
    return session


def _reach(server: SmtpServer) -> Session:
    if server.security is Security.TLS:
        tls = ssl.create_default_context()
        return ProtectedSession(server.host, server.port, timeout=server.timeout, context=tls)
    return Session(server.host, server.port, timeout=server.timeout)


def _sign_in(session: Session, username: str, password: str, authentication: Authentication) -> None:
    if authentication is Authentication.PASSWORD:
        session.login(username, password)
        return
    session.ehlo_or_helo_if_needed()
    if "XOAUTH2" not in session.esmtp_features.get("auth", "").upper().split():
        raise smtplib.SMTPNotSupportedError("XOAUTH2 is not among the ways to sign in that it offers.")
    proof = f"user={username}\x01auth=Bearer {password}\x01\x01"
    # To a refusal in JSON, an empty line is the answer; then comes the reply that counts.
    session.auth("XOAUTH2", lambda challenge=None: proof if challenge is None else "")


def _what_it_did(error: smtplib.SMTPException) -> str:
    match error:
        case smtplib.SMTPAuthenticationError():
            said = f"{error.smtp_code} {_text(error.smtp_error)}"
            return f"refused the user name or the password ({said}); check DIGEST_SMTP__USERNAME and its password."
        case smtplib.SMTPResponseException():
            return f"turned us away ({error.smtp_code} {_text(error.smtp_error)}); try again later."
        case smtplib.SMTPServerDisconnected():
            return "closed the connection; nothing was sent, try again later."
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

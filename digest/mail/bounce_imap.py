"""Bounce IMAP: the mailbox of the return path on another server, over TLS (RFC 9051)."""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from digest.core.errors import InvalidInput, Unavailable
from digest.mail.bounce_boxes import Arrived
from digest.mail.bounce_parts import MOST_BYTES

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_TIMEOUT = 60.0


def from_imap(url: str, password: str) -> Iterator[Arrived]:
    """The mails of a folder that nobody has seen; each is marked as seen once it is taken in.

    `url`: imaps://USER@HOST/FOLDER; imap:// without protection is for this machine alone.
    """
    where = urlsplit(url)
    if where.scheme not in ("imaps", "imap") or not where.hostname or not where.username:
        raise InvalidInput("Write the mailbox as imaps://USER@HOST/FOLDER; without a folder it is INBOX.")
    if where.scheme == "imap" and where.hostname not in _LOOPBACK:
        raise InvalidInput("The password would cross the network unprotected; write imaps:// instead of imap://.")
    with _translated(where.hostname):
        session = _connect(where.scheme, where.hostname, where.port)
        try:
            session.login(unquote(where.username), password)
            folder = unquote(where.path.strip("/")) or "INBOX"
            _expect(session.select(f'"{folder}"'), f"has no folder {folder}")
            _, found = session.uid("SEARCH", "UNSEEN")
            for uid in (found[0] or b"").split():
                if (raw := _fetch(session, uid.decode())) is not None:
                    yield Arrived(raw, lambda uid=uid: _mark(session, uid.decode(), where.hostname or ""))  # type: ignore[misc]
        finally:
            session.shutdown()


def _connect(scheme: str, host: str, port: int | None) -> imaplib.IMAP4:
    if scheme == "imap":
        return imaplib.IMAP4(host, port or 143, timeout=_TIMEOUT)
    return imaplib.IMAP4_SSL(host, port or 993, ssl_context=ssl.create_default_context(), timeout=_TIMEOUT)


def _fetch(session: imaplib.IMAP4, uid: str) -> bytes | None:
    """The first megabyte of a mail; None for one that somebody has deleted meanwhile."""
    _, found = session.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
    return next((part[1] for part in found if isinstance(part, tuple)), None)


def _mark(session: imaplib.IMAP4, uid: str, host: str) -> None:
    with _translated(host):
        _expect(session.uid("STORE", uid, "+FLAGS.SILENT", "(\\Seen)"), "does not let mails be marked as seen")


def _expect(answer: tuple[str, object], why_not: str) -> None:
    if answer[0] != "OK":
        raise imaplib.IMAP4.error(why_not)


@contextmanager
def _translated(host: str) -> Iterator[None]:
    try:
        yield
    except imaplib.IMAP4.error as error:
        said = " ".join(str(error).split())[:200]
        raise Unavailable(
            f"The IMAP server {host} refused: {said}; check the address and DIGEST_BOUNCE_PASSWORD."
        ) from error
    except OSError as error:
        raise Unavailable(f"The IMAP server {host} cannot be reached: {error.strerror or error}.") from error

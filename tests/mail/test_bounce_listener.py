"""The bounce listener says yes when it is written down, and “later” when it cannot be."""

import smtplib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from digest.core.errors import Unavailable
from digest.mail.bounce_listener import BounceListener

ADDRESS = "bounces+abc@news.lalagune.example"


class Desk:
    """Keeps what it is given, unless the database is away."""

    def __init__(self) -> None:
        self.taken: list[tuple[bytes, list[str]]] = []
        self.is_away = False

    def take_in(self, raw: bytes, to: Sequence[str]) -> None:
        if self.is_away:
            raise Unavailable("The database does not answer.")
        self.taken.append((raw, list(to)))


@contextmanager
def listening(desk: Desk, *, speaks_lmtp: bool) -> Iterator[BounceListener]:
    listener = BounceListener(desk.take_in, host="127.0.0.1", port=0, speaks_lmtp=speaks_lmtp)
    thread = threading.Thread(target=listener.run)
    thread.start()
    try:
        yield listener
    finally:
        listener.stop()
        thread.join()


def client(port: int, *, speaks_lmtp: bool) -> smtplib.SMTP:
    if speaks_lmtp:
        return smtplib.LMTP("127.0.0.1", port, local_hostname="mx.ardoise.example")
    return smtplib.SMTP("127.0.0.1", port, local_hostname="mx.ardoise.example")


@pytest.mark.parametrize("speaks_lmtp", [True, False])
def test_mail_is_taken_in_with_the_address_that_it_was_for(speaks_lmtp: bool) -> None:
    desk = Desk()

    with (
        listening(desk, speaks_lmtp=speaks_lmtp) as listener,
        client(listener.port, speaks_lmtp=speaks_lmtp) as smtp,
    ):
        smtp.sendmail("", [ADDRESS], b"Subject: Returned\r\n\r\nSorry.\r\n")

    assert desk.taken == [(b"Subject: Returned\r\n\r\nSorry.\r\n", [ADDRESS])]


def test_mail_that_cannot_be_written_down_stays_with_the_mail_server() -> None:
    desk = Desk()
    desk.is_away = True

    with listening(desk, speaks_lmtp=True) as listener, client(listener.port, speaks_lmtp=True) as smtp:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            smtp.sendmail("", [ADDRESS], b"Subject: Returned\r\n\r\n")
        desk.is_away = False
        smtp.sendmail("", [ADDRESS], b"Subject: Returned\r\n\r\n")

    assert (refused.value.smtp_code, len(desk.taken)) == (451, 1)


def test_one_recipient_at_a_time() -> None:
    desk = Desk()

    with listening(desk, speaks_lmtp=True) as listener, client(listener.port, speaks_lmtp=True) as smtp:
        refused = smtp.sendmail("", [ADDRESS, "other@lalagune.example"], b"Subject: Returned\r\n\r\n")

    assert refused == {"other@lalagune.example": (452, b"4.5.3 One recipient at a time, please")}
    assert [to for _, to in desk.taken] == [[ADDRESS]]


def test_port_that_is_taken_is_named() -> None:
    with (
        listening(Desk(), speaks_lmtp=False) as listener,
        pytest.raises(
            Unavailable, match=f"Nothing can listen at 127.0.0.1, port {listener.port}: Address already"
        ),
    ):
        BounceListener(Desk().take_in, host="127.0.0.1", port=listener.port, speaks_lmtp=False)

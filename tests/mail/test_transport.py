"""What every transport has to do, whatever is behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from digest.core.delivery import Outcome
from digest.mail.mailbox import Mailbox
from digest.mail.outbox import Outbox
from digest.mail.smtp import Smtp
from digest.mail.transport import Transport
from tests.mail.test_smtp import a_batch, outcomes
from tests.servers import ScriptedServer


@contextmanager
def _pipelining(folder: Path) -> Iterator[Transport]:
    with ScriptedServer() as server:
        yield Smtp(host="127.0.0.1", port=server.port)


@contextmanager
def _step_by_step(folder: Path) -> Iterator[Transport]:
    with Mailbox(folder) as box:
        yield Smtp(host="127.0.0.1", port=box.port)


@contextmanager
def _outbox(folder: Path) -> Iterator[Transport]:
    yield Outbox(folder)


@pytest.fixture(params=[_pipelining, _step_by_step, _outbox], ids=["pipelining", "step by step", "outbox"])
def transport(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Transport]:
    with request.param(tmp_path) as made:
        yield made
        made.close()


def test_transport_gives_one_receipt_for_each_message(transport: Transport) -> None:
    assert outcomes(transport.send(a_batch())) == [Outcome.ACCEPTED] * 3


def test_transport_takes_batch_after_batch(transport: Transport) -> None:
    receipts = [outcomes(transport.send(a_batch())) for _ in range(3)]

    assert receipts == [[Outcome.ACCEPTED] * 3] * 3


def test_transport_has_nothing_to_say_about_nothing(transport: Transport) -> None:
    assert transport.send([]) == []


def test_transport_can_be_used_again_after_it_was_closed(transport: Transport) -> None:
    transport.send(a_batch())
    transport.close()

    assert outcomes(transport.send(a_batch())) == [Outcome.ACCEPTED] * 3

"""Sending over SMTP: what is said to a server, and what is kept of its answers."""

from collections.abc import Sequence

import pytest

from digest.core.delivery import Outcome, Receipt
from digest.mail.smtp import Smtp
from digest.mail.transport import Envelope, Outgoing
from tests.servers import OFFERS, Act, ScriptedServer, Step

A, D, R, U, X = Outcome.ACCEPTED, Outcome.DEFERRED, Outcome.REJECTED, Outcome.UNTRIED, Outcome.UNKNOWN
PEOPLE = ("awa@a.example", "bio@b.example", "chabi@c.example")
LARGE = 12_000_000
"""More than the system buffers between two processes: who hangs up in the middle of it is noticed there."""


def an_outgoing(
    recipient: str = PEOPLE[0], *, size: int = 200, sender: str = "matin@lalagune.example"
) -> Outgoing:
    line = b"Bonjour, voici les nouvelles du matin.\r\n"
    return Outgoing(Envelope(sender, recipient), (b"Subject: Matin\r\n\r\n", line * (size // len(line) + 1)))


def a_batch(people: Sequence[str] = PEOPLE) -> list[Outgoing]:
    return [an_outgoing(recipient) for recipient in people]


def a_transport(server: ScriptedServer, *, timeout: float = 20) -> Smtp:
    return Smtp(host="127.0.0.1", port=server.port, timeout=timeout)


def send(server: ScriptedServer, batch: Sequence[Outgoing], *, timeout: float = 20) -> list[Receipt]:
    transport = a_transport(server, timeout=timeout)
    try:
        return transport.send(batch)
    finally:
        transport.close()


def outcomes(receipts: Sequence[Receipt]) -> list[Outcome]:
    return [receipt.outcome for receipt in receipts]


def test_next_commands_go_out_with_the_end_of_the_message() -> None:
    """The server answers each message only once it has heard the next command."""
    with ScriptedServer({".": [Act.WAIT_FOR_NEXT, Act.WAIT_FOR_NEXT]}) as server:
        receipts = send(server, a_batch())

    assert outcomes(receipts) == [A, A, A]
    assert server.recipients() == list(PEOPLE)


def test_answers_byte_by_byte_are_understood() -> None:
    with ScriptedServer({"RCPT": [None, b"550 5.1.1 Unknown\r\n"]}, byte_by_byte=True) as server:
        receipts = send(server, a_batch())

    assert outcomes(receipts) == [A, R, A]


def test_content_arrives_as_it_was_given() -> None:
    """In more fragments than one call to the system takes."""
    parts = tuple(f"Ligne {number} du journal.\r\n".encode() for number in range(3000))
    with ScriptedServer() as server:
        send(server, [Outgoing(Envelope("matin@lalagune.example", PEOPLE[0]), parts)])

    assert server.accepted == [(PEOPLE[0], b"".join(parts))]


@pytest.mark.parametrize("missing", OFFERS, ids=lambda offer: offer.partition(" ")[0])
def test_extension_that_is_not_offered_is_not_used(missing: str) -> None:
    keyword = missing.partition(" ")[0]
    with ScriptedServer(offers=[offer for offer in OFFERS if offer != missing]) as server:
        receipts = send(server, a_batch())

    assert outcomes(receipts) == [A, A, A]
    assert not [command for command in server.commands if keyword in command]


def test_server_that_knows_no_extensions_is_greeted_the_old_way() -> None:
    with ScriptedServer({"EHLO": b"502 5.5.1 What?\r\n"}) as server:
        receipts = send(server, a_batch())

    assert outcomes(receipts) == [A, A, A]


def test_size_is_declared() -> None:
    outgoing = an_outgoing()
    with ScriptedServer() as server:
        send(server, [outgoing])

    assert f"MAIL FROM:<matin@lalagune.example> SIZE={outgoing.size}" in server.commands


def test_message_over_the_size_limit_is_not_sent() -> None:
    batch = [an_outgoing(PEOPLE[0]), an_outgoing(PEOPLE[1], size=2000), an_outgoing(PEOPLE[2])]
    with ScriptedServer(offers=("PIPELINING", "SIZE 1000")) as server:
        receipts = send(server, batch)

    text = f"The message has {batch[1].size} bytes, the server takes 1000."
    assert receipts[1] == Receipt(R, enhanced="5.3.4", text=text)
    assert server.recipients() == [PEOPLE[0], PEOPLE[2]]


@pytest.mark.parametrize("offer", ["SIZE", "SIZE 0", "SIZE big"])
def test_size_without_a_limit_lets_everything_through(offer: str) -> None:
    with ScriptedServer(offers=(offer,)) as server:
        receipts = send(server, [an_outgoing(size=100_000)])

    assert outcomes(receipts) == [A]


def test_address_outside_ascii_needs_smtputf8() -> None:
    with ScriptedServer(offers=("PIPELINING",)) as server:
        receipts = send(server, [an_outgoing("awá@a.example"), an_outgoing(PEOPLE[1])])

    text = "The address needs SMTPUTF8, which the server does not offer."
    assert receipts[0] == Receipt(R, enhanced="5.6.7", text=text)
    assert server.recipients() == [PEOPLE[1]]


def test_address_outside_ascii_is_sent_where_it_is_understood() -> None:
    with ScriptedServer(offers=("SMTPUTF8",)) as server:
        receipts = send(server, [an_outgoing("awá@a.example")])

    assert outcomes(receipts) == [A]
    assert "MAIL FROM:<matin@lalagune.example> SMTPUTF8" in server.commands


def test_domain_outside_ascii_is_sent_in_ascii_form() -> None:
    with ScriptedServer(offers=()) as server:
        send(server, [an_outgoing("awa@forêt.example")])

    assert server.recipients() == ["awa@xn--fort-ipa.example"]


@pytest.mark.parametrize(
    "hostile", ["a@b.example>\r\nDATA\r\n", "a b@c.example", "nobody", "a@b.example> SIZE=1", ""]
)
def test_recipient_that_is_no_address_never_reaches_the_server(hostile: str) -> None:
    with ScriptedServer() as server:
        receipts = send(server, [an_outgoing(hostile)])

    assert (receipts[0].outcome, receipts[0].enhanced) == (R, "5.1.3")
    assert [command.split()[0] for command in server.commands] == ["EHLO", "QUIT"]


def test_connection_is_kept_between_batches() -> None:
    with ScriptedServer() as server:
        transport = a_transport(server)
        for person in PEOPLE:
            transport.send([an_outgoing(person)])
        transport.close()

    assert server.recipients() == list(PEOPLE)
    assert server.connections == 1


@pytest.mark.parametrize("step", [Act.DROP, b"421 4.4.2 Idle for too long\r\n"], ids=["drop", "421"])
def test_kept_connection_that_the_server_closed_is_made_anew(step: Step) -> None:
    with ScriptedServer({"MAIL": [None, step]}) as server:
        transport = a_transport(server)
        receipts = [transport.send([an_outgoing(person)]) for person in PEOPLE]
        transport.close()

    assert [outcomes(batch) for batch in receipts] == [[A], [A], [A]]
    assert server.recipients() == list(PEOPLE)
    assert server.connections == 2


def test_connection_is_made_anew_after_it_was_lost() -> None:
    with ScriptedServer({".": [Act.DROP]}) as server:
        transport = a_transport(server)
        first = transport.send(a_batch(PEOPLE[:2]))
        second = transport.send(a_batch(PEOPLE[1:]))
        transport.close()

    assert outcomes(first) + outcomes(second) == [X, U, A, A]


def test_empty_batch_needs_no_server() -> None:
    assert Smtp(host="127.0.0.1", port=1).send([]) == []

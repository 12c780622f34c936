"""Every way in which a server can fail us, and the receipts that must come of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@dataclass(frozen=True)
class Case:
    script: Mapping[str, Step | Sequence[Step | None]]
    outcomes: list[Outcome]
    accepted: list[int]
    """Which of the three the server took."""
    code: int | None = None
    """Of the receipt of the second message."""


FAULTS = {
    "MAIL 451": Case({"MAIL": [None, b"451 4.3.0 Later\r\n"]}, [A, D, A], [0, 2], 451),
    "MAIL 552": Case({"MAIL": [None, b"552 5.2.2 Full\r\n"]}, [A, R, A], [0, 2], 552),
    "MAIL 421": Case({"MAIL": [None, b"421 4.7.0 Enough\r\n"]}, [A, U, U], [0], 421),
    "MAIL drop": Case({"MAIL": [None, Act.DROP]}, [A, U, U], [0]),
    "RCPT 450": Case({"RCPT": [None, b"450 4.2.1 Busy\r\n"]}, [A, D, A], [0, 2], 450),
    "RCPT 550": Case({"RCPT": [None, b"550 5.1.1 Unknown\r\n"]}, [A, R, A], [0, 2], 550),
    "RCPT 421": Case({"RCPT": [None, b"421 4.7.0 Enough\r\n"]}, [A, U, U], [0], 421),
    "RCPT drop": Case({"RCPT": [None, Act.DROP]}, [A, U, U], [0]),
    "RCPT 550, DATA 354 all the same": Case(
        {"RCPT": [None, b"550 5.1.1 Unknown\r\n"], "DATA": b"354 Go on\r\n"}, [A, R, A], [0, 2], 550
    ),
    "RCPT 550, then gone": Case({"RCPT": [None, b"550 5.1.1 Unknown\r\n"], "RSET": Act.DROP}, [A, R, U], [0], 550),
    "DATA 451": Case({"DATA": [None, b"451 4.3.0 Later\r\n"]}, [A, D, A], [0, 2], 451),
    "DATA 554": Case({"DATA": [None, b"554 5.7.1 No\r\n"]}, [A, R, A], [0, 2], 554),
    "DATA 421": Case({"DATA": [None, b"421 4.7.0 Enough\r\n"]}, [A, U, U], [0], 421),
    "DATA drop": Case({"DATA": [None, Act.DROP]}, [A, U, U], [0]),
    "DATA 250": Case({"DATA": [None, b"250 Fine\r\n"]}, [A, U, U], [0], 250),
    "dot 451": Case({".": [None, b"451 4.3.0 Later\r\n"]}, [A, D, A], [0, 2], 451),
    "dot 554": Case({".": [None, b"554 5.7.1 Spam\r\n"]}, [A, R, A], [0, 2], 554),
    "dot 421": Case({".": [None, b"421 4.3.2 Going down\r\n"]}, [A, D, U], [0], 421),
    "dot drop": Case({".": [None, Act.DROP]}, [A, X, U], [0]),
    "dot drop, taken": Case({".": [None, Act.KEEP_AND_DROP]}, [A, X, U], [0, 1]),
    "dot garbage": Case({".": [None, b"thank you\r\n"]}, [A, X, U], [0]),
    "dot 354": Case({".": [None, b"354 More\r\n"]}, [A, X, U], [0], 354),
    "MAIL garbage": Case({"MAIL": [None, b"\xff\x00\r\n"]}, [A, U, U], [0]),
    "RCPT endless line": Case({"RCPT": [None, b"250 " + b"x" * 9000 + b"\r\n"]}, [A, U, U], [0]),
    "several lines": Case({"RCPT": [None, b"550-5.1.1 No such\r\n550 5.1.1 person\r\n"]}, [A, R, A], [0, 2], 550),
}


@pytest.mark.parametrize("offers", [OFFERS, OFFERS[1:]], ids=["pipelined", "step by step"])
@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_fault_gives_each_message_its_receipt(case: Case, offers: Sequence[str]) -> None:
    with ScriptedServer(case.script, offers=offers) as server:
        receipts = send(server, a_batch())

    assert outcomes(receipts) == case.outcomes
    assert receipts[1].code == case.code
    assert server.recipients() == [PEOPLE[number] for number in case.accepted]


@pytest.mark.parametrize("offers", [OFFERS, OFFERS[1:]], ids=["pipelined", "step by step"])
@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Act.DROP, Receipt(U, text="The connection was lost.")),
        (b"421 4.3.2 Going down\r\n", Receipt(U, 421, "4.3.2", "Going down")),
    ],
    ids=["drop", "421"],
)
def test_connection_lost_in_the_content_leaves_it_untried(
    step: Step, expected: Receipt, offers: Sequence[str]
) -> None:
    with ScriptedServer({"BODY": [None, step]}, offers=offers) as server:
        receipts = send(server, [an_outgoing(person, size=LARGE) for person in PEOPLE])

    assert receipts == [Receipt(A, 250, "2.0.0", "Kept"), expected, expected]
    assert server.recipients() == [PEOPLE[0]]


def test_refusal_before_hanging_up_in_the_content_is_heard() -> None:
    """A server need not listen to the end to say no; with no ear for it, the message would be tried for ever."""
    with ScriptedServer({"BODY": b"552 5.3.4 Too much\r\n"}) as server:
        receipts = send(server, [an_outgoing(size=LARGE), an_outgoing(PEOPLE[1])])

    assert receipts == [Receipt(R, 552, "5.3.4", "Too much"), Receipt(U, 552, "5.3.4", "Too much")]


@pytest.mark.parametrize(
    ("step", "expected"),
    [({"MAIL": Act.HANG}, U), ({"DATA": Act.HANG}, U), ({"BODY": Act.HANG}, U), ({".": Act.HANG}, X)],
    ids=["MAIL", "DATA", "content", "dot"],
)
def test_silence_is_untried_before_the_dot_and_unknown_after_it(
    step: Mapping[str, Step], expected: Outcome
) -> None:
    with ScriptedServer(step) as server:
        receipts = send(server, timeout=0.3, batch=[an_outgoing(size=LARGE), an_outgoing(PEOPLE[1])])

    assert outcomes(receipts) == [expected, U]


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


def test_quit_is_said_and_its_answer_does_not_matter() -> None:
    with ScriptedServer({"QUIT": Act.DROP}) as server:
        transport = a_transport(server)
        transport.send(a_batch())
        transport.close()
        transport.close()

    assert server.commands[-1] == "QUIT"


def test_empty_batch_needs_no_server() -> None:
    assert Smtp(host="127.0.0.1", port=1).send([]) == []


_STEPS = st.none() | st.sampled_from(
    [Act.DROP, b"421 4.3.2 Bye\r\n", b"451 4.3.0 Later\r\n", b"554 5.7.1 No\r\n", b"?\r\n"]
)
_DOTS = _STEPS | st.just(Act.KEEP_AND_DROP)


@settings(max_examples=80, deadline=None)
@given(
    script=st.fixed_dictionaries(
        {what: st.lists(_STEPS, max_size=4) for what in ("MAIL", "RCPT", "DATA", "BODY", "RSET")}
        | {".": st.lists(_DOTS, max_size=4)}
    ),
    pipelines=st.booleans(),
)
def test_whatever_fails_no_message_is_taken_twice_and_none_is_forgotten(
    script: dict[str, list[Step | None]], pipelines: bool
) -> None:
    final: dict[str, Outcome] = {}
    with ScriptedServer(script, offers=OFFERS if pipelines else OFFERS[1:]) as server:
        transport = a_transport(server)
        while left := [person for person in PEOPLE if person not in final]:
            for person, outcome in zip(left, outcomes(transport.send(a_batch(left))), strict=True):
                if outcome not in (U, D):
                    final[person] = outcome
        transport.close()

    taken = server.recipients()
    assert len(taken) == len(set(taken))
    assert {person for person in final if final[person] is A} <= set(taken)
    assert set(taken) <= {person for person in final if final[person] in (A, X)}

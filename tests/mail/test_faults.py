"""Every way in which a server can fail us in mid mail, and the receipts that must come of it.

Three messages are sent, and the second meets the fault. Whole messages in chunks are in the air at the same
time, so where the connection breaks without a word, more than one of them may have been taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.delivery import Outcome, Receipt
from tests.mail.test_smtp import LARGE, PEOPLE, A, D, R, U, X, a_batch, a_transport, an_outgoing, outcomes, send
from tests.servers import OFFERS, Act, ScriptedServer, Step

CHUNKED = (*OFFERS, "CHUNKING")
MANNERS = {"step by step": OFFERS[1:], "overlapped": OFFERS, "chunked": CHUNKED}

KEPT = Receipt(A, 250, "2.0.0", "Kept")
CLOSED = "The server closed the connection."
CLOSED_U = Receipt(U, text=CLOSED)
CLOSED_X = Receipt(X, text=f"{CLOSED} No answer came to the message.")


@dataclass(frozen=True)
class Case:
    script: Mapping[str, Step | Sequence[Step | None]]
    receipts: list[Receipt]
    """Those of the second message and the third; the first is always kept."""
    accepted: list[int]
    """Which of the three the server took."""
    chunked: Receipt | None = None
    """That of the second where messages go out in chunks, if that differs or more than one is in doubt."""


def garbled(line: str, outcome: Outcome) -> Receipt:
    said = f"The server did not answer as SMTP does (“{line}”)."
    return Receipt(outcome, text=said if outcome is U else f"{said} No answer came to the message.")


def at_each_command(*commands: str) -> dict[str, Case]:
    """What a command can meet before any of the content has left us."""
    cases: dict[str, Case] = {}
    for command in commands:
        cases |= {
            f"{command} 451": Case({command: [None, b"451 4.3.0 Later\r\n"]}, [LATER, KEPT], [0, 2]),
            f"{command} 552": Case({command: [None, b"552 5.2.2 Full\r\n"]}, [FULL, KEPT], [0, 2]),
            f"{command} 421": Case({command: [None, b"421 4.7.0 Enough\r\n"]}, [ENOUGH, ENOUGH], [0]),
            f"{command} reset": Case({command: [None, Act.DROP]}, [CLOSED_U, CLOSED_U], [0], CLOSED_X),
            f"{command} half a reply": Case({command: [None, b"250 2.1"]}, [CLOSED_U, CLOSED_U], [0], CLOSED_X),
            f"{command} wrong multi-line reply": Case(
                {command: [None, b"250-Well\r\n550 No\r\n"]},
                [garbled("550 No", U)] * 2,
                [0],
                garbled("550 No", X),
            ),
            f"{command} 8-bit garbage": Case(
                {command: [None, b"\xff\x00\x80\r\n"]},
                [garbled("\ufffd \ufffd", U)] * 2,
                [0],
                garbled("\ufffd \ufffd", X),
            ),
            f"{command} refusal in 8 bits": Case(
                {command: [None, b"550 5.7.1 Refus\xe9\r\n"]},
                [Receipt(R, 550, "5.7.1", "Refus\ufffd"), KEPT],
                [0, 2],
            ),
        }
    return cases


LATER = Receipt(D, 451, "4.3.0", "Later")
FULL = Receipt(R, 552, "5.2.2", "Full")
ENOUGH = Receipt(U, 421, "4.7.0", "Enough")
ENDLESS = "The server answered without end."
UNKNOWN_PERSON = Receipt(R, 550, "5.1.1", "No such person")

FAULTS = at_each_command("MAIL", "RCPT") | {
    "SIZE refused at MAIL": Case(
        {"MAIL": [None, b"552 5.3.4 Too big\r\n"]}, [Receipt(R, 552, "5.3.4", "Too big"), KEPT], [0, 2]
    ),
    "one bad recipient among many, in several lines": Case(
        {"RCPT": [None, b"550-5.1.1 No such\r\n550 5.1.1 person\r\n"]}, [UNKNOWN_PERSON, KEPT], [0, 2]
    ),
    "RCPT endless line": Case(
        {"RCPT": [None, b"250 " + b"x" * 9000 + b"\r\n"]},
        [Receipt(U, text=ENDLESS)] * 2,
        [0],
        Receipt(X, text=f"{ENDLESS} No answer came to the message."),
    ),
    "RCPT endless lines": Case(
        {"RCPT": [None, b"250-x\r\n" * 300]},
        [Receipt(U, text=ENDLESS)] * 2,
        [0],
        Receipt(X, text=f"{ENDLESS} No answer came to the message."),
    ),
    "RCPT 550, then gone": Case(
        {"RCPT": [None, b"550 5.1.1 No such person\r\n"], "RSET": [None, None, Act.DROP]},
        [UNKNOWN_PERSON, KEPT],
        [0, 2],
        UNKNOWN_PERSON,
    ),
    "dot 451": Case({".": [None, b"451 4.3.0 Later\r\n"]}, [LATER, KEPT], [0, 2]),
    "dot 552": Case({".": [None, b"552 5.2.2 Full\r\n"]}, [FULL, KEPT], [0, 2]),
    "dot 421": Case({".": [None, b"421 4.7.0 Enough\r\n"]}, [Receipt(D, 421, "4.7.0", "Enough"), ENOUGH], [0]),
    "dot reset": Case({".": [None, Act.DROP]}, [CLOSED_X, CLOSED_U], [0], CLOSED_X),
    "dot reset, taken": Case({".": [None, Act.KEEP_AND_DROP]}, [CLOSED_X, CLOSED_U], [0, 1], CLOSED_X),
    "dot half a reply": Case({".": [None, b"250 2.0"]}, [CLOSED_X, CLOSED_U], [0, 1], CLOSED_X),
    "dot wrong multi-line reply": Case(
        {".": [None, b"550-No\r\n250 Yes\r\n"]},
        [garbled("250 Yes", X), garbled("250 Yes", U)],
        [0],
        garbled("250 Yes", X),
    ),
    "dot 8-bit garbage": Case(
        {".": [None, b"\xff\x00\x80\r\n"]},
        [garbled("\ufffd \ufffd", X), garbled("\ufffd \ufffd", U)],
        [0],
        garbled("\ufffd \ufffd", X),
    ),
    "dot 354": Case(
        {".": [None, b"354 More\r\n"]},
        [Receipt(X, 354, None, "More"), Receipt(U, 354, None, "More")],
        [0],
        Receipt(X, 354, None, "More"),
    ),
}
DATA_FAULTS = at_each_command("DATA") | {
    "DATA 250": Case({"DATA": [None, b"250 Fine\r\n"]}, [Receipt(U, 250, None, "Fine")] * 2, [0]),
    "DATA 354 to nobody": Case(
        {"RCPT": [None, b"550 5.1.1 No such person\r\n"], "DATA": b"354 Go on\r\n"}, [UNKNOWN_PERSON, KEPT], [0, 2]
    ),
}


@pytest.mark.parametrize("offers", MANNERS.values(), ids=MANNERS)
@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_fault_gives_each_message_its_receipt(case: Case, offers: Sequence[str]) -> None:
    with ScriptedServer(case.script, offers=offers) as server:
        receipts = send(server, a_batch())

    if offers is CHUNKED and case.chunked:  # whether the third was off when the server left is a matter of luck
        assert receipts[:2] == [KEPT, case.chunked]
        assert receipts[2].outcome in (X, U)
        assert server.recipients()[:1] == [PEOPLE[0]]
    else:
        assert receipts == [KEPT, *case.receipts]
        assert server.recipients() == [PEOPLE[number] for number in case.accepted]


@pytest.mark.parametrize("offers", [OFFERS[1:], OFFERS], ids=["step by step", "overlapped"])
@pytest.mark.parametrize("case", DATA_FAULTS.values(), ids=DATA_FAULTS)
def test_fault_at_data_gives_each_message_its_receipt(case: Case, offers: Sequence[str]) -> None:
    with ScriptedServer(case.script, offers=offers) as server:
        receipts = send(server, a_batch())

    assert receipts == [KEPT, *case.receipts]
    assert server.recipients() == [PEOPLE[number] for number in case.accepted]


@pytest.mark.parametrize("offers", MANNERS.values(), ids=MANNERS)
@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Act.DROP, Receipt(U, text=CLOSED)),
        (b"421 4.3.2 Going down\r\n", Receipt(U, 421, "4.3.2", "Going down")),
    ],
    ids=["reset", "421"],
)
def test_connection_lost_in_the_content_leaves_it_untried(
    step: Step, expected: Receipt, offers: Sequence[str]
) -> None:
    with ScriptedServer({"BODY": [None, step]}, offers=offers) as server:
        receipts = send(server, [an_outgoing(person, size=LARGE) for person in PEOPLE])

    assert receipts == [KEPT, expected, expected]
    assert server.recipients() == [PEOPLE[0]]


@pytest.mark.parametrize("offers", MANNERS.values(), ids=MANNERS)
def test_refusal_before_hanging_up_in_the_content_is_heard(offers: Sequence[str]) -> None:
    """A server need not listen to the end to say no; with no ear for it, the message would be tried for ever."""
    with ScriptedServer({"BODY": b"552 5.3.4 Too much\r\n"}, offers=offers) as server:
        receipts = send(server, [an_outgoing(size=LARGE), an_outgoing(PEOPLE[1])])

    assert receipts[0] == Receipt(R, 552, "5.3.4", "Too much")
    assert receipts[1].outcome is U


@pytest.mark.parametrize("offers", MANNERS.values(), ids=MANNERS)
@pytest.mark.parametrize("what", ["MAIL", "BODY", "."])
@pytest.mark.parametrize("act", [Act.HANG, Act.TRICKLE], ids=["silence", "tarpit"])
def test_server_that_keeps_us_waiting_is_left_once_an_answer_takes_too_long(
    what: str, act: Act, offers: Sequence[str]
) -> None:
    """A tarpit gives a byte now and then; the time counts for the answer as a whole."""
    with ScriptedServer({what: act}, offers=offers) as server:
        receipts = send(server, timeout=0.3, batch=[an_outgoing(size=LARGE), an_outgoing(PEOPLE[1])])

    in_doubt = 0 if what != "." else 2 if offers is CHUNKED else 1
    assert outcomes(receipts) == [X, X][:in_doubt] + [U, U][in_doubt:]
    assert server.accepted == []


@pytest.mark.parametrize("offers", MANNERS.values(), ids=MANNERS)
def test_server_that_closes_after_each_message_gets_all_of_them_once(offers: Sequence[str]) -> None:
    """With 421, as it should be: nothing is unknown in any manner."""
    enough = [None, b"421 4.7.0 One is enough\r\n"]
    with ScriptedServer({"MAIL": enough * 3}, offers=offers) as server:
        transport = a_transport(server)
        first, second, third = (transport.send(a_batch(PEOPLE[number:])) for number in range(3))
        transport.close()

    assert [outcomes(first), outcomes(second), outcomes(third)] == [[A, U, U], [A, U], [A]]
    assert server.recipients() == list(PEOPLE)


BROKEN_PIPELINING = {
    "forgets what came early": {".": [Act.FORGET]},
    "hangs up at what came early": {"MAIL": [None, Act.DROP]},
    "says too much": {".": [b"250 2.0.0 Kept\r\n250 2.0.0 Kept\r\n"]},
}


@pytest.mark.parametrize("script", BROKEN_PIPELINING.values(), ids=BROKEN_PIPELINING)
def test_server_that_does_not_understand_pipelining_is_spoken_to_plainly_from_then_on(
    script: Mapping[str, list[Step | None]],
) -> None:
    """Who speaks plainly never gets an answer that is given only once the next command has come."""
    dots = [*script.get(".", [None]), None, None, Act.WAIT_FOR_NEXT]
    with ScriptedServer({**script, ".": dots}) as server:
        transport = a_transport(server, timeout=0.3)
        first, second = transport.send(a_batch()), transport.send(a_batch(PEOPLE[1:]))
        third = transport.send(a_batch(["deo@d.example", "efua@e.example"]))
        transport.close()

    assert [outcomes(first), outcomes(second), outcomes(third)] == [[A, U, U], [A, A], [X, U]]


def test_server_that_hangs_up_after_many_messages_understands_pipelining_all_the_same() -> None:
    dots = [None, None, None, Act.WAIT_FOR_NEXT]
    with ScriptedServer({"MAIL": [None, None, Act.DROP], ".": dots}) as server:
        transport = a_transport(server)
        first, second = transport.send(a_batch()), transport.send(a_batch(PEOPLE[2:]))
        third = transport.send(a_batch(["deo@d.example", "efua@e.example"]))
        transport.close()

    assert [outcomes(first), outcomes(second), outcomes(third)] == [[A, A, U], [A], [A, A]]


def test_server_that_loses_a_flight_gets_no_other() -> None:
    """Chunks leave more than one message in doubt, so one break without a word is enough."""
    with ScriptedServer({"MAIL": [None, Act.DROP]}, offers=CHUNKED) as server:
        transport = a_transport(server)
        first, second = transport.send(a_batch()), transport.send(a_batch(["deo@d.example", "efua@e.example"]))
        transport.close()

    assert [outcomes(first[:2]), outcomes(second)] == [[A, X], [A, A]]
    assert [command.split()[0] for command in server.commands if command[:4] in ("BDAT", "DATA")] == [
        "BDAT",
        "DATA",
        "DATA",
    ]


def test_refused_message_lends_its_sender_to_no_other_in_the_air() -> None:
    """Each has a return path of its own, by which a failure notice finds the reader that it is about."""
    batch = [an_outgoing(person, sender=f"retour+{number}@a.example") for number, person in enumerate(PEOPLE)]
    with ScriptedServer({"RCPT": [b"550 5.1.1 No such person\r\n"]}, offers=CHUNKED) as server:
        receipts = send(server, batch)

    assert receipts == [UNKNOWN_PERSON, KEPT, KEPT]
    assert server.senders == ["retour+1@a.example", "retour+2@a.example"]


@pytest.mark.parametrize("act", [Act.DROP, Act.HANG, b"500 5.5.1 What?\r\n"], ids=["reset", "silence", "refusal"])
@pytest.mark.parametrize("offers", MANNERS.values(), ids=MANNERS)
def test_leave_that_is_not_taken_changes_nothing(act: Step, offers: Sequence[str]) -> None:
    with ScriptedServer({"QUIT": act}, offers=offers) as server:
        receipts = send(server, a_batch(), timeout=0.3)

    assert receipts == [KEPT, KEPT, KEPT]
    assert server.commands[-1] == "QUIT"


_STEPS = st.none() | st.sampled_from(
    [
        Act.DROP,
        b"421 4.3.2 Bye\r\n",
        b"451 4.3.0 Later\r\n",
        b"554 5.7.1 No\r\n",
        b"?\r\n",
        b"250-a\r\n550 b\r\n",
        b"2",
    ]
)
_DOTS = _STEPS | st.just(Act.KEEP_AND_DROP)


@settings(max_examples=120, deadline=None)
@given(
    script=st.fixed_dictionaries(
        {what: st.lists(_STEPS, max_size=4) for what in ("MAIL", "RCPT", "DATA", "BODY", "RSET")}
        | {".": st.lists(_DOTS, max_size=4)}
    ),
    offers=st.sampled_from(list(MANNERS.values())),
)
def test_whatever_fails_no_message_is_taken_twice_and_none_is_forgotten(
    script: dict[str, list[Step | None]], offers: Sequence[str]
) -> None:
    final: dict[str, Outcome] = {}
    with ScriptedServer(script, offers=offers) as server:
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

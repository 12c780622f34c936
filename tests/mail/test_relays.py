"""Relays: shares, failover, pauses and paces, with servers on loopback that say what the test wants."""

from datetime import UTC, date, datetime, timedelta

import pytest

from digest.core.delivery import Outcome
from digest.core.errors import Unavailable
from digest.core.pause import Scope
from digest.core.warm_up import WarmUp
from digest.mail.relay import Relay
from digest.mail.relays import Relays
from digest.mail.smtp import Smtp
from digest.mail.transport import Envelope, Outgoing
from tests.servers import Act, ScriptedServer

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
BLOCKED = b"550 5.1.1 User unknown; client host blocked using Spamhaus\r\n"


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def a_relay(name: str, server: ScriptedServer, **said: object) -> Relay:
    return Relay(name, lambda: Smtp(host="127.0.0.1", port=server.port, timeout=5), **said)  # type: ignore[arg-type]


def to(*recipients: str) -> list[Outgoing]:
    return [Outgoing(Envelope("desk@news.example", each), (b"Subject: x\r\n\r\nx\r\n",)) for each in recipients]


def outcomes(relays: Relays, *recipients: str) -> list[Outcome]:
    transport = relays.connect()
    receipts = transport.send(to(*recipients))
    transport.close()
    return [receipt.outcome for receipt in receipts]


def test_shares_follow_the_weights() -> None:
    with ScriptedServer() as big, ScriptedServer() as small:
        relays = Relays([a_relay("big", big, weight=3), a_relay("small", small)], clock=Clock())
        for number in range(8):
            assert outcomes(relays, f"{number}@a.example") == [Outcome.ACCEPTED]

        assert (len(big.accepted), len(small.accepted)) == (6, 2)


def test_message_that_was_not_tried_goes_to_the_next_relay_and_one_of_unknown_fate_does_not() -> None:
    with ScriptedServer({".": [None, Act.KEEP_AND_DROP]}) as broken, ScriptedServer() as spare:
        relays = Relays([a_relay("broken", broken), a_relay("spare", spare, is_backup=True)], clock=Clock())
        transport = relays.connect()
        receipts = transport.send(to("a@a.example", "b@a.example", "c@a.example"))
        transport.close()

        assert [(each.outcome, each.relay) for each in receipts] == [
            (Outcome.ACCEPTED, "broken"),
            (Outcome.UNKNOWN, "broken"),
            (Outcome.ACCEPTED, "spare"),
        ]
        assert spare.recipients() == ["c@a.example"]


def test_relay_that_fails_again_and_again_is_left_alone() -> None:
    clock = Clock()
    with ScriptedServer({"CONNECT": b"421 4.3.0 not now\r\n"}) as down:
        relays = Relays([a_relay("down", down)], clock=clock)
        for _ in range(5):
            with pytest.raises(Unavailable, match=r"turned us away|is left alone for a while"):
                relays.connect().send(to("a@a.example"))
        tries = down.connections
        clock.now += timedelta(minutes=1)
        with pytest.raises(Unavailable):
            relays.connect().send(to("a@a.example"))

        assert (tries, down.connections) == (3, 4)


def test_refusal_of_us_pauses_the_domain_and_blames_nobody(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    with ScriptedServer({"RCPT": [BLOCKED]}) as server:
        relays = Relays([a_relay("main", server)], clock=clock)
        first, other = relays.connect().send(to("awa@big.example", "ali@small.example"))
        (second,) = relays.connect().send(to("koffi@big.example"))
        clock.now += timedelta(minutes=15)
        (third,) = relays.connect().send(to("koffi@big.example"))
        relays.close()

        until = NOW + timedelta(minutes=15)
        assert (first.outcome, first.retry_at, first.enhanced) == (Outcome.DEFERRED, until, "5.1.1")
        assert other.outcome is Outcome.ACCEPTED
        assert (second.outcome, second.retry_at) == (Outcome.UNTRIED, until)
        assert third.outcome is Outcome.ACCEPTED
        assert server.recipients() == ["ali@small.example", "koffi@big.example"]
    (line,) = [record.message for record in caplog.records if record.levelname == "ERROR"]
    assert line.startswith(f"No mail goes to the {Scope.DOMAIN} big.example until 2026-11-24 06:15 UTC")


def test_refusal_of_a_person_pauses_nothing() -> None:
    with ScriptedServer({"RCPT": [b"550 5.1.1 User unknown\r\n"]}) as server:
        relays = Relays([a_relay("main", server)], clock=Clock())

        assert outcomes(relays, "awa@a.example", "ali@a.example") == [Outcome.REJECTED, Outcome.ACCEPTED]


def test_relay_that_does_not_relay_is_paused_itself() -> None:
    with ScriptedServer({"RCPT": b"554 5.7.1 Relay access denied\r\n"}) as server:
        relays = Relays([a_relay("main", server)], clock=Clock())
        relays.connect().send(to("awa@a.example"))
        (second,) = relays.connect().send(to("ali@b.example"))
        relays.close()

        assert (second.outcome, second.retry_at) == (Outcome.UNTRIED, NOW + timedelta(minutes=15))


def test_domain_has_its_pace_and_nobody_is_sent_away_twice() -> None:
    clock, minute = Clock(), timedelta(minutes=1)
    with ScriptedServer() as server:
        relays = Relays([a_relay("main", server)], clock=clock, domains={"slow.example": minute})
        receipts = relays.connect().send(to("a@slow.example", "b@slow.example", "c@slow.example", "d@a.example"))
        clock.now += 2 * minute
        again = outcomes(relays, "b@slow.example", "c@slow.example")

        assert [each.retry_at for each in receipts] == [None, NOW + minute, NOW + 2 * minute, None]
        assert again == [Outcome.ACCEPTED, Outcome.ACCEPTED]


def test_ceiling_of_a_warm_up_holds_until_the_next_day() -> None:
    warm_up = WarmUp(date(2026, 11, 24), ceilings=(2,))
    with ScriptedServer() as server:
        relays = Relays([a_relay("new", server, warm_up=warm_up)], clock=Clock())
        receipts = relays.connect().send(to("a@a.example", "b@a.example", "c@a.example"))
        relays.close()

        assert [each.outcome for each in receipts] == [Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.UNTRIED]
        assert receipts[2].retry_at == datetime(2026, 11, 25, tzinfo=UTC)

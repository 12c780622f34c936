"""Relays: several servers behind one transport; which one is next, who must wait, and what a refusal pauses."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event, Lock

from digest.core.delivery import Outcome, Receipt
from digest.core.errors import Unavailable
from digest.core.pace import Lane
from digest.core.pause import Pause, Scope, advice, pause
from digest.core.refusal_reason import Reason, classify
from digest.core.rotation import Rotation
from digest.mail.relay import OpenRelay, Relay
from digest.mail.transport import Outgoing

log = logging.getLogger(__name__)

GRACE = timedelta(seconds=1)
"""Whose moment comes this soon goes now, so that messages can travel together."""
PATIENCE = timedelta(seconds=5)
"""Whose moment at a relay comes this soon is waited for; others are given theirs and sent away."""
_SENDER = ("1.7", "1.8")


class Relays:
    """What the threads of a process share: turns, paces, breakers and pauses."""

    def __init__(
        self,
        relays: Sequence[Relay],
        *,
        clock: Callable[[], datetime],
        domains: Mapping[str, timedelta] | None = None,
    ) -> None:
        """`domains`: from one message to the next, at least, by domain of the recipients."""
        self.clock = clock
        self._relays = {relay.name: OpenRelay(relay) for relay in relays}
        self._rotation = Rotation({relay.name: relay.weight for relay in relays})
        self._lanes = {domain: Lane(interval) for domain, interval in (domains or {}).items()}
        self._pauses: dict[tuple[Scope, str], Pause] = {}
        self._lock = Lock()

    @property
    def connections(self) -> int:
        """How many threads can send at the same time, with the backups at rest."""
        regular = [each.relay for each in self._relays.values() if not each.relay.is_backup]
        return sum(relay.connections for relay in regular)

    def connect(self) -> "Relayed":
        """One more transport, for one more thread."""
        return Relayed(self)

    def choose(self, now: datetime, *, but: Collection[str]) -> OpenRelay | None:
        """The relay whose turn it is, of those that may be tried; a backup only where there is no other."""
        with self._lock:
            open_ones = [each for name, each in self._relays.items() if name not in but and self._takes(each, now)]
            regular = [each.relay.name for each in open_ones if not each.relay.is_backup]
            among = regular or [each.relay.name for each in open_ones]
            while among:
                chosen = self._relays[self._rotation.next(among)]
                if chosen.may_be_tried(now):
                    return chosen
                among.remove(chosen.relay.name)
            return None

    def wait_for(self, recipient: str, now: datetime) -> Receipt | None:
        """The receipt of a message that its domain does not take yet."""
        domain = _domain(recipient)
        with self._lock:
            paused = self._pauses.get((Scope.DOMAIN, domain))
            if paused and paused.is_on(now):
                return _later(paused.until, f"{domain} is paused: {paused.reason} ({paused.said})")
            moment = _moment(self._lanes.get(domain), recipient, now, GRACE)
        return _later(moment, f"{domain} has its pace") if moment > now + GRACE else None

    def pace(self, relay: OpenRelay, recipients: Sequence[str], now: datetime) -> list[datetime]:
        """The moment of each message at `relay`; `now` where it has no pace."""
        with self._lock:
            return [_moment(relay.lane, recipient, now, PATIENCE) for recipient in recipients]

    def open_at(self, now: datetime) -> datetime | None:
        """When a relay takes mail again, if all of them only wait for their time; None if one fails."""
        with self._lock:
            times = [self._shut_until(each, now) for each in self._relays.values()]
        known = [time for time in times if time]
        return min(known) if len(known) == len(times) else None

    def refuse(self, relay: str, recipient: str, receipt: Receipt, reason: Reason, now: datetime) -> Pause:
        """The pause that a refusal of us leads to, with one line for the operator where it begins."""
        detail = (receipt.enhanced or "").partition(".")[2]
        at_relay = reason is Reason.RELAYING or detail in _SENDER
        scope, name = (Scope.RELAY, relay) if at_relay else (Scope.DOMAIN, _domain(recipient))
        said = " ".join(str(part) for part in (receipt.code, receipt.enhanced, receipt.text) if part)
        with self._lock:
            before = self._pauses.get((scope, name))
            begun = pause(scope, name, before=before, reason=reason, said=said, relay=relay, now=now)
            self._pauses[scope, name] = begun
        if begun is not before:
            log.error(
                "No mail goes to the %s %s until %s UTC: it refused us (%s) with “%s”; %s.",
                *(scope, name, f"{begun.until:%Y-%m-%d %H:%M}", reason, said, advice(reason)),
            )
        return begun

    def close(self) -> None:
        """Take leave of every relay, on the connections that are not in use."""
        for relay in self._relays.values():
            relay.close()

    def _takes(self, relay: OpenRelay, now: datetime) -> bool:
        return self._shut_until(relay, now) is None and relay.breaker.lets_through(now)

    def _shut_until(self, relay: OpenRelay, now: datetime) -> datetime | None:
        paused = self._pauses.get((Scope.RELAY, relay.relay.name))
        return paused.until if paused and paused.is_on(now) else relay.full_until(now)


class Relayed:
    """The transport of one thread; the connections themselves are shared."""

    def __init__(self, relays: Relays) -> None:
        self._relays = relays

    def send(self, batch: Sequence[Outgoing]) -> list[Receipt]:
        """One receipt for each message, in order; Unavailable if every relay is out."""
        now = self._relays.clock()
        receipts = [self._relays.wait_for(each.envelope.recipient, now) for each in batch]
        tried: set[str] = set()
        trouble = "Every relay failed again and again, and is left alone for a while; try again later."
        while (waiting := _untried(receipts)) and (relay := self._relays.choose(now, but=tried)):
            going = waiting[: relay.take_from_today(len(waiting), now)]
            tried.add(relay.relay.name)
            try:
                answers = self._hand_over(relay, [batch[index] for index in going], now)
            except Unavailable as error:
                trouble = str(error)
                log.warning("The relay %s is out: %s", relay.relay.name, error)
                continue
            for index, answer in zip(going, answers, strict=True):
                receipts[index] = answer
        return self._settle(receipts, trouble, now)

    def close(self) -> None:
        """Take leave of the relays, on the connections that are not in use."""
        self._relays.close()

    def _hand_over(self, relay: OpenRelay, batch: Sequence[Outgoing], now: datetime) -> list[Receipt]:
        moments = self._relays.pace(relay, [each.envelope.recipient for each in batch], now)
        soon = [moment for moment in moments if moment <= now + PATIENCE]
        if soon and max(soon) > now + GRACE:
            Event().wait((max(soon) - now).total_seconds())
        going = [each for each, moment in zip(batch, moments, strict=True) if moment <= now + PATIENCE]
        answers = iter(relay.send(going, now) if going else ())
        receipts = [next(answers) if m <= now + PATIENCE else _later(m, "the relay has its pace") for m in moments]
        return [self._judge(relay, each, receipt, now) for each, receipt in zip(batch, receipts, strict=True)]

    def _judge(self, relay: OpenRelay, outgoing: Outgoing, receipt: Receipt, now: datetime) -> Receipt:
        """What a refusal of us, not of the person, makes of a receipt: the message is only put off."""
        receipt = replace(receipt, relay=relay.relay.name)
        if receipt.outcome not in (Outcome.REJECTED, Outcome.DEFERRED):
            return receipt
        reason = classify(receipt.code, receipt.enhanced, receipt.text)
        if not reason.concerns_all:
            return receipt
        begun = self._relays.refuse(relay.relay.name, outgoing.envelope.recipient, receipt, reason, now)
        return replace(receipt, outcome=Outcome.DEFERRED, retry_at=begun.until)

    def _settle(self, receipts: Sequence[Receipt | None], trouble: str, now: datetime) -> list[Receipt]:
        if None not in receipts:
            return [receipt for receipt in receipts if receipt]
        if open_at := self._relays.open_at(now):
            return [each or _later(open_at, "no relay takes more now") for each in receipts]
        if not any(receipts):
            raise Unavailable(trouble)
        return [each or Receipt(Outcome.UNTRIED, text=trouble) for each in receipts]


def _untried(receipts: Sequence[Receipt | None]) -> list[int]:
    """Which messages the next relay may have: none whose fate is unknown, and none that has to wait."""
    return [
        index
        for index, receipt in enumerate(receipts)
        if receipt is None or (receipt.outcome is Outcome.UNTRIED and not receipt.retry_at)
    ]


def _moment(lane: Lane | None, who: str, now: datetime, soon: timedelta) -> datetime:
    if lane is None:
        return now
    moment = lane.reserve(who, now)
    if moment <= now + soon:
        lane.use(who)
    return moment


def _later(moment: datetime, text: str) -> Receipt:
    return Receipt(Outcome.UNTRIED, text=text, retry_at=moment)


def _domain(recipient: str) -> str:
    return recipient.rpartition("@")[2].lower()

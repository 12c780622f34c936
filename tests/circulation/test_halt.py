"""An issue is stopped on its way, by whoever sees something wrong, and goes on where it stopped."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from digest.circulation.deliver import BATCH
from digest.circulation.halt import resume, stop
from digest.core.delivery import Receipt
from digest.core.errors import Conflict
from digest.core.issue import IssueState
from digest.db.store import Store
from digest.db.tallies import Tally
from digest.mail.outbox import Outbox
from digest.mail.smtp import Smtp
from digest.mail.transport import Outgoing
from tests.builders import TODAY
from tests.circulation.given import SENT_AT, an_approved_issue_in, send_today
from tests.servers import ScriptedServer

READERS = 3 * BATCH


class StoppedMeanwhile(Outbox):
    """Somebody stops the issue while its first window is being taken."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    def send(self, batch: Sequence[Outgoing]) -> list[Receipt]:
        if not self.messages:
            stop(self._store, "ouest", TODAY, because="the headline is wrong")
        return super().send(batch)


def test_stopped_issue_ends_after_the_window_in_mid_air_and_goes_on_later(store: Store) -> None:
    an_approved_issue_in(store, readers=READERS)
    first, second = StoppedMeanwhile(store), Outbox()

    stopped = send_today(store, lambda: first)
    with pytest.raises(Conflict, match=r"is stopped, so nothing was sent \(the headline is wrong\)"):
        send_today(store, lambda: second)
    resume(store, "ouest", TODAY)
    done = send_today(store, lambda: second)

    assert (stopped.issue.state, stopped.issue.stopped_because) == (IssueState.STOPPED, "the headline is wrong")
    assert stopped.tally == Tally(accepted=len(first.messages), queued=READERS - len(first.messages))
    assert (done.issue.state, done.tally) == (IssueState.SENT, Tally(accepted=READERS))
    served = [each.envelope.recipient for each in first.messages + second.messages]
    assert len(served) == len(set(served)) == READERS


def test_issue_that_is_not_being_sent_is_not_stopped_nor_resumed(store: Store) -> None:
    an_approved_issue_in(store)

    with pytest.raises(Conflict, match="is approved and cannot become stopped"):
        stop(store, "ouest", TODAY, because="a doubt")
    send_today(store, Outbox, now=SENT_AT + timedelta(minutes=1))
    with pytest.raises(Conflict, match="is sent and cannot become stopped"):
        stop(store, "ouest", TODAY, because="a doubt")


def test_issue_whose_first_messages_are_refused_stops_itself_once(store: Store) -> None:
    an_approved_issue_in(store, readers=80)

    with ScriptedServer({"RCPT": b"550 5.1.1 No such user\r\n"}) as server:
        stopped = send_today(store, lambda: Smtp(host="127.0.0.1", port=server.port, timeout=5))
        resume(store, "ouest", TODAY)
        done = send_today(store, lambda: Smtp(host="127.0.0.1", port=server.port, timeout=5))

    assert (stopped.issue.state, stopped.tally) == (IssueState.STOPPED, Tally(rejected=64, queued=16))
    assert stopped.issue.stopped_because == (
        "64 of the first 64 messages were refused; the list or the sender may be at fault"
    )
    assert (done.issue.state, done.tally) == (IssueState.SENT, Tally(rejected=80))

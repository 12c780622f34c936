"""An issue stops itself when its first messages are refused, and not when a few mailboxes are full."""

import pytest

from digest.core.brake import is_alarming, reason_to_stop
from digest.core.delivery import DeliveryState, Outcome, Receipt


@pytest.mark.parametrize(
    ("receipt", "expected"),
    [
        (Receipt(Outcome.REJECTED, 550, "5.1.1", "No such user"), True),
        (Receipt(Outcome.REJECTED, 554, "5.7.1", "Client host blocked using a block list"), True),
        (Receipt(Outcome.REJECTED, None, "5.1.3", "The address cannot be written."), True),
        (Receipt(Outcome.REJECTED, 552, "5.2.2", "Mailbox full"), False),
    ],
)
def test_refusal_alarms_where_the_list_or_the_sender_may_be_at_fault(receipt: Receipt, expected: bool) -> None:
    assert is_alarming(DeliveryState.REJECTED, receipt) is expected
    assert not is_alarming(DeliveryState.DEFERRED, receipt)


@pytest.mark.parametrize(
    ("answered", "alarming", "targeted", "stops"),
    [
        (49, 49, 10_000, False),
        (50, 5, 10_000, False),
        (50, 6, 10_000, True),
        (200, 21, 10_000, True),
        (251, 251, 10_000, False),
        (100, 11, 100, True),
    ],
    ids=["too few answers", "at the limit", "above it", "within the first", "later", "small list"],
)
def test_issue_stops_when_its_first_messages_are_refused(
    answered: int, alarming: int, targeted: int, stops: bool
) -> None:
    assert (reason_to_stop(answered=answered, alarming=alarming, targeted=targeted) is not None) is stops

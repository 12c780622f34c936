"""When an issue stops itself: too many of its first messages are refused."""

from digest.core.delivery import DeliveryState, Receipt
from digest.core.refusal_reason import Reason, classify

LEAST = 50
"""Fewer answers than this prove nothing."""
SHARE = 0.02
"""The first readers, on whom it is seen whether something is wrong."""
LIMIT = 0.10
"""More refusals than this among them, and the others are spared."""


def is_alarming(state: DeliveryState, receipt: Receipt) -> bool:
    """Whether a refusal may be the fault of the list or ours; a full mailbox is neither."""
    if state is not DeliveryState.REJECTED:
        return False
    reason = classify(receipt.code, receipt.enhanced, receipt.text)
    return reason.is_ours or not (reason.is_temporary or reason is Reason.RESTRICTED)


def reason_to_stop(*, answered: int, alarming: int, targeted: int) -> str | None:
    """Why to stop after so many answers, if there is reason; `targeted` is everybody whom the issue is for."""
    if not LEAST <= answered <= max(LEAST, targeted * SHARE) + LEAST:
        return None
    if alarming <= answered * LIMIT:
        return None
    return f"{alarming} of the first {answered} messages were refused; the list or the sender may be at fault"

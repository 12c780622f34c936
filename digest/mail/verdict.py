"""Verdict: what became of a message at which the connection broke (RFC 1047)."""

from digest.core.delivery import Outcome, Receipt
from digest.mail.line import Lost


def untried(lost: Lost) -> Receipt:
    """For a message that the server cannot have taken."""
    return lost.reply.receipt(Outcome.UNTRIED) if lost.reply else Receipt(Outcome.UNTRIED, text=str(lost))


def unanswered(lost: Lost) -> Receipt:
    """For a message that had left us as a whole: where the server said nothing to it, nobody knows."""
    if lost.reply:
        return lost.reply.receipt()
    return Receipt(Outcome.UNKNOWN, text=f"{lost} No answer came to the message.")


def cut_short(lost: Lost) -> Receipt:
    """For a message that had left us in part: a server need not listen to the end to say no."""
    is_refused = lost.reply is not None and lost.reply.is_refusal and not lost.is_announced
    return unanswered(lost) if is_refused else untried(lost)

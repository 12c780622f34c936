"""What editors did with a story, in words: told apart from what the ranking found."""

from digest.core.issue import Act, Placement
from digest.locale import words

ACTS = {
    Act.PINNED: "Pinned by %(editor)s",
    Act.MOVED: "Moved by %(editor)s",
    Act.MADE_LEAD: "Made the lead by %(editor)s",
    Act.BROUGHT_IN: "Brought in by %(editor)s",
    Act.TITLE: "Headline rewritten by %(editor)s; at the source: “%(text)s”",
    Act.TEASER: "Summary rewritten by %(editor)s",
    Act.ALT: "Text of the picture rewritten by %(editor)s",
    Act.WHY: "Why it matters, by %(editor)s",
    Act.PICTURE: "Picture chosen by %(editor)s",
}
"""What each act is called, as a message of the catalogue."""


def edits_of(placement: Placement, language: str) -> tuple[str, ...]:
    """What editors did with a story, in the order in which it was done; nothing where nobody did."""
    say, title = words(language).gettext, placement.told.lead.title
    return tuple(say(ACTS[hand.act]) % {"editor": hand.by, "text": title} for hand in placement.hands)

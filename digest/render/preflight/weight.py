"""Weight: what makes Gmail cut a mail, or leave its styles out."""

from collections.abc import Iterator

from digest.core.quoted_printable import encode
from digest.render.preflight.check import Check
from digest.render.preflight.document import place
from digest.render.preflight.finding import Flaw, Level, error
from digest.render.preflight.specimen import Need, Specimen

HEAVIEST = 95_000
"""Most bytes of an encoded HTML part: Gmail cuts a mail at about 102 kB, and hides the way to unsubscribe."""
_WEIGHTY = 90_000
_LONGEST_SHEET = 8_192
"""Most characters of one <style>: Gmail leaves out the one that is longer, and all that follow."""


def _find_size(mail: Specimen) -> Iterator[Flaw]:
    weight = len(encode(mail.html.encode(errors="replace").decode()))
    if weight > _WEIGHTY:
        level = Level.ERROR if weight > HEAVIEST else Level.WARNING
        message = f"The HTML weighs {weight:,} bytes as it is sent; Gmail cuts it at about 100,000."
        yield Flaw(level, message, "html", "Show fewer stories, or shorter ones.")


def _find_head_css(mail: Specimen) -> Iterator[Flaw]:
    for sheet in mail.document.sheets:
        length = sum(len(child) for child in sheet.children if isinstance(child, str))
        if length > _LONGEST_SHEET:
            yield error(
                f"A <style> has {length:,} characters; Gmail ignores one of more than {_LONGEST_SHEET:,}.",
                place(sheet),
                "Put styles into style attributes, or into several <style> elements.",
            )


CHECKS = (
    Check("size", "Gmail shows the whole mail", (Need.HTML,), _find_size),
    Check("head-css", "no style sheet is longer than Gmail reads", (Need.HTML,), _find_head_css),
)

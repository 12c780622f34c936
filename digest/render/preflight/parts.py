"""Parts: whether those who read plain text get the same mail."""

import re
from collections.abc import Iterator

from digest.render.preflight.check import Check
from digest.render.preflight.document import collapse
from digest.render.preflight.finding import Flaw, error, quote, warning
from digest.render.preflight.specimen import Need, Specimen

_MARKUP = re.compile(
    r"</?(?:p|div|br|a|b|span|td|table|h[1-6])\b[^<>\n]{0,80}>|&(?:nbsp|amp|quot|lt|gt|eacute|#\d{1,5});"
)


def _find_missing_text(mail: Specimen) -> Iterator[Flaw]:
    if not mail.text.strip():
        yield error(
            "There is no text part, which screen readers, watches and spam filters read.",
            "the message",
            "Send multipart/alternative: text first, then HTML.",
        )


def _find_missing_stories(mail: Specimen) -> Iterator[Flaw]:
    plain = collapse(mail.text).casefold()
    for heading in mail.document.headings:
        said = collapse(heading.text)
        if said and said.casefold() not in plain:
            yield error(
                f"“{quote(said)}” is missing in the text part.", "text", "Tell the same stories in both parts."
            )


def _find_missing_links(mail: Specimen) -> Iterator[Flaw]:
    for target in sorted(mail.document.targets):
        if target.lower().startswith(("http://", "https://")) and target not in mail.text:
            yield error(f"The text part lacks the link {quote(target)}.", "text", "Write it on a line of its own.")


def _find_markup(mail: Specimen) -> Iterator[Flaw]:
    if (found := _MARKUP.search(mail.text)) and found[0] not in mail.facts.quoted:
        line = mail.text.count("\n", 0, found.start()) + 1
        yield warning(
            f"There is markup in the text part: “{quote(found[0])}”.",
            f"text line {line}",
            "Write plain text there.",
        )


CHECKS = (
    Check("text-part", "there is a text part", (Need.MESSAGE,), _find_missing_text),
    Check("parts", "both parts tell the same stories", (Need.HTML, Need.TEXT), _find_missing_stories),
    Check("links", "both parts have the same links", (Need.HTML, Need.TEXT), _find_missing_links),
    Check("text-markup", "the text part is plain text", (Need.TEXT,), _find_markup),
)

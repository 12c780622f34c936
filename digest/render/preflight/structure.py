"""Structure: what a screen reader makes of the mail."""

from collections.abc import Iterator
from itertools import pairwise

from digest.render.preflight.check import Check
from digest.render.preflight.document import place
from digest.render.preflight.finding import Flaw, error, quote, warning
from digest.render.preflight.specimen import Need, Specimen

_SILENT = frozenset({"presentation", "none"})


def _find_headings(mail: Specimen) -> Iterator[Flaw]:
    headings = mail.document.headings
    main = sum(heading.tag == "h1" for heading in headings)
    if main != 1:
        yield error(
            f"The mail has {main} main headings (h1) and needs one.",
            "html, <h1>",
            "Make the masthead, and nothing else, an h1.",
        )
    for before, after in pairwise(headings):
        if int(after.tag[1]) > int(before.tag[1]) + 1:
            yield warning(
                f"“{quote(after.text)}” skips a level of headings: {after.tag} after {before.tag}.",
                place(after),
                f"Make it an h{int(before.tag[1]) + 1}.",
            )


def _find_empty_headings(mail: Specimen) -> Iterator[Flaw]:
    for heading in mail.document.headings:
        if not heading.text and not heading.within("img"):
            yield warning("A heading is empty.", place(heading), "Take it out, or say something in it.")


def _find_layout_tables(mail: Specimen) -> Iterator[Flaw]:
    headed = {each for cell in mail.document.every("th", "caption") for each in cell.ancestors()}
    for table in mail.document.every("table"):
        if table.get("role").lower() not in _SILENT and table not in headed:
            yield warning(
                "A table that only lays out is announced as a table of data.",
                place(table),
                'Give it role="presentation".',
            )


CHECKS = (
    Check("headings", "there is one main heading, and no level is skipped", (Need.HTML,), _find_headings),
    Check("empty-heading", "every heading says something", (Need.HTML,), _find_empty_headings),
    Check("layout-table", "tables for layout are not announced", (Need.HTML,), _find_layout_tables),
)

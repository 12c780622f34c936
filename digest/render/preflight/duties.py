"""Duties: what the law asks for in every mail to many."""

import re
from collections.abc import Iterator

from digest.render.preflight.check import Check
from digest.render.preflight.document import collapse
from digest.render.preflight.finding import Flaw, error
from digest.render.preflight.specimen import Need, Specimen

_LEAVING = re.compile(r"d[ée]s(?:abonn|inscri)|unsubscri|opt[- _]?out|se retirer|/u/", re.I)


def _find_empty(mail: Specimen) -> Iterator[Flaw]:
    if not mail.facts.stories:
        yield error("The issue has no stories.", "the issue", "Build it again once there are articles.")


def _find_address(mail: Specimen) -> Iterator[Flaw]:
    address = collapse(mail.facts.postal_address)
    if not address:
        yield error(
            "The edition has no postal address, which the law asks for in every mail.",
            "the edition",
            "Set postal_address in the edition’s file and import it.",
        )
        return
    parts = {"html": mail.document.text, "text": collapse(mail.text)}
    for part in (part for part, said in parts.items() if address not in said):
        yield error("The template does not print the postal address.", part, "Print {{ edition.postal_address }}.")


def _find_way_out(mail: Specimen) -> Iterator[Flaw]:
    if Need.ISSUE in mail.holds:
        url = mail.facts.unsubscribe_url
        places = {"html": url in mail.document.targets, "text": url in mail.text}
    else:
        said = " ".join(f"{link.text} {link.get('href')}" for link in mail.document.links)
        places = {part: bool(_LEAVING.search(words)) for part, words in _words_of(mail, said).items()}
    for part in (part for part, is_there in places.items() if not is_there):
        yield error(
            "There is no link to unsubscribe.", part, "Print {{ unsubscribe_url }} as a link in the footer."
        )


def _words_of(mail: Specimen, links: str) -> dict[str, str]:
    both = {Need.HTML: ("html", links), Need.TEXT: ("text", mail.text)}
    return dict(words for need, words in both.items() if need in mail.holds)


CHECKS = (
    Check("empty", "the issue has stories", (Need.ISSUE,), _find_empty),
    Check("address", "the edition’s postal address is in both parts", (Need.ISSUE,), _find_address),
    Check("unsubscribe", "both parts have a link to unsubscribe", (), _find_way_out),
)

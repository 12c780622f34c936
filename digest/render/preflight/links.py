"""Links: whether readers know where they lead, and whether they lead anywhere."""

import re
from collections import defaultdict
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from digest.core.errors import NotFound
from digest.render.preflight.check import Check
from digest.render.preflight.document import place
from digest.render.preflight.element import Element
from digest.render.preflight.finding import Flaw, error, quote, warning
from digest.render.preflight.specimen import Need, Specimen

_VAGUE = re.compile(
    r"(?:cliquez |cliquer )?ici|(?:ce )?lien|en savoir plus|lire(?: la suite| plus)?|voir plus|plus|suite|"
    r"(?:click )?here|click|(?:this )?link|learn more|(?:read |see )?more|read|continue",
    re.I,
)
_LOCAL = re.compile(r"localhost|.*\.(?:local|localhost|internal|test|lan|home\.arpa)")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def _find_text(mail: Specimen) -> Iterator[Flaw]:
    for link in mail.document.links:
        said = _said(link)
        if _VAGUE.fullmatch(said.strip(" .…>»→:!")):
            yield warning(
                f"“{quote(said)}” does not say where the link leads.",
                place(link),
                "Make the headline the link, or say what is behind it.",
            )


def _find_silence(mail: Specimen) -> Iterator[Flaw]:
    for link in mail.document.links:
        if not _said(link) and link.get("aria-hidden") != "true":
            yield warning(
                "A link says nothing, so that a screen reader spells its address.",
                place(link),
                "Put words into it, or an alt into its picture.",
            )


def _find_nowhere(mail: Specimen) -> Iterator[Flaw]:
    names = {element.get("id") for element in mail.document.elements}
    names |= {element.get("name") for element in mail.document.every("a")}
    for link in mail.document.links:
        target = link.get("href").strip()
        is_broken = target.lower().startswith(
            ("javascript:", "file:", "data:", "vbscript:", "//", "/", "./", "../")
        )
        if not target or is_broken or (target.startswith("#") and target[1:] not in names - {""}):
            yield error(
                f"A link leads nowhere: “{quote(target)}”.", place(link), "Give it a whole address: https://…"
            )


def _find_plain_http(mail: Specimen) -> Iterator[Flaw]:
    for link in mail.document.links:
        scheme, host = _parts(link.get("href"))
        if scheme == "http" and host not in _LOOPBACK:
            yield warning(
                f"A link is not encrypted: {quote(link.get('href'))}.",
                place(link),
                "Use https:// if the site has it.",
            )


def _find_local(mail: Specimen) -> Iterator[Flaw]:
    targets = mail.document.targets | {image.get("src") for image in mail.document.images}
    for host, first in sorted({_parts(target)[1]: target for target in sorted(targets, reverse=True)}.items()):
        if host and _is_local(host):
            yield warning(
                f"{quote(host)} can be reached from this machine or its network alone.",
                f"html, {quote(first)}",
                "Set DIGEST_PUBLIC_URL to the address that readers reach.",
            )


def _find_silent(mail: Specimen) -> Iterator[Flaw]:
    for url, why in mail.silent.items():
        make = error if isinstance(why, NotFound) else warning
        yield make(f"A link does not answer. {why}", f"html, {quote(url)}", "Open it yourself, or link elsewhere.")


def _find_same_words(mail: Specimen) -> Iterator[Flaw]:
    """Heading and link are read together (WCAG 2.2, technique H80), so the same words may stand under two."""
    targets: dict[tuple[str, str], dict[str, Element]] = defaultdict(dict)
    heading = ""
    for element in mail.document.elements:
        if re.fullmatch("h[1-6]", element.tag):
            heading = element.text
        elif element.tag == "a" and element.get("href") and (said := _said(element)):
            targets[heading, said.casefold()].setdefault(element.get("href").strip(), element)
    for (_, said), leading in targets.items():
        if len(leading) > 1:
            yield warning(
                f"“{quote(said)}” leads to {len(leading)} different places.",
                place(list(leading.values())[-1]),
                "Use other words for each, or one link.",
            )


def _find_window(mail: Specimen) -> Iterator[Flaw]:
    for link in mail.document.links:
        if link.get("target").lower() not in ("", "_blank"):
            yield warning(
                f"A link opens in “{quote(link.get('target'))}”, which a mail does not have.",
                place(link),
                "Take its target out.",
            )


def _said(link: Element) -> str:
    """What a screen reader says of a link."""
    alts = " ".join(image.get("alt") for image in link.within("img"))
    return link.get("aria-label").strip() or link.text or alts.strip() or link.get("title").strip()


def _parts(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url.strip())
        return parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    except ValueError:
        return "", ""


def _is_local(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return _LOCAL.fullmatch(host) is not None


CHECKS = (
    Check("link-text", "links say where they lead", (Need.HTML,), _find_text),
    Check("link-empty", "every link says something", (Need.HTML,), _find_silence),
    Check("link-nowhere", "every link has a whole address", (Need.HTML,), _find_nowhere),
    Check("link-http", "links are encrypted", (Need.HTML,), _find_plain_http),
    Check("link-local", "every address can be reached by readers", (Need.HTML,), _find_local),
    Check("link-answer", "every link answers", (Need.HTML, Need.ANSWERS), _find_silent),
    Check("link-same", "the same words lead to the same place", (Need.HTML,), _find_same_words),
    Check("link-window", "links open where mail clients open them", (Need.HTML,), _find_window),
)

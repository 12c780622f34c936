"""Pictures: what readers see of them, and what loading them tells others."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from digest.render.preflight.check import Check
from digest.render.preflight.document import place
from digest.render.preflight.finding import Flaw, error, quote, warning
from digest.render.preflight.specimen import Need, Specimen

_HEAVY_PICTURE, _HEAVY_PICTURES = 200_000, 1_000_000
_HEIGHT = re.compile(r"(?:^|[;\s])height\s*:", re.I)
_UNSHOWN = (".webp", ".avif", ".svg", ".tiff", ".tif", ".heic")


def _find_alt(mail: Specimen) -> Iterator[Flaw]:
    for image in mail.document.images:
        if "alt" not in image.attributes:
            yield error(
                "A picture has no alt, so that screen readers spell its address.",
                place(image),
                'Say what it shows in alt; alt="" if it only decorates.',
            )


def _find_width(mail: Specimen) -> Iterator[Flaw]:
    for image in mail.document.images:
        if not image.get("width").rstrip("%").isdecimal():
            yield error(
                "A picture has no width in numbers: Outlook shows it as large as the file is.",
                place(image),
                "Give it the attribute width, in pixels and without a unit.",
            )


def _find_height(mail: Specimen) -> Iterator[Flaw]:
    for image in mail.document.images:
        if not image.get("height") and not _HEIGHT.search(image.get("style")):
            yield warning(
                "A picture has no height, so that some clients stretch it and the text jumps when it arrives.",
                place(image),
                "Give it the attribute height, or height:auto in its style.",
            )


def _find_host(mail: Specimen) -> Iterator[Flaw]:
    ours = {_host(mail.facts.online_url), _host(mail.facts.unsubscribe_url)}
    hosts = Counter(filter(None, (_host(image.get("src")) for image in mail.document.images)))
    for host, count in hosts.items():
        if host not in ours:
            yield warning(
                f"{count} of the pictures come from {quote(host)}, which learns who opens the mail and when.",
                f"html, <img src={quote(host)}>",
                "Keep copies of pictures on a server of your own.",
            )


def _find_not_copied(mail: Specimen) -> Iterator[Flaw]:
    for sentence in mail.facts.not_copied:
        yield warning(
            f"A story comes without its picture: {sentence}",
            "the issue",
            "Build the issue again, which asks for it once more.",
        )


def _find_format(mail: Specimen) -> Iterator[Flaw]:
    for image in mail.document.images:
        path = _path(image.get("src"))
        if path.lower().endswith(_UNSHOWN):
            yield warning(
                f"Outlook for Windows, and others, do not show {path[path.rfind('.') :].lower()} pictures.",
                place(image),
                "Use JPEG or PNG.",
            )


def _find_embedded(mail: Specimen) -> Iterator[Flaw]:
    for image in mail.document.images:
        if image.get("src").strip().lower().startswith("data:"):
            yield error(
                "A picture is written into its address (data:), which Gmail and Outlook do not show.",
                place(image),
                "Link to the picture, or attach it and name it with cid:.",
            )


def _find_cid(mail: Specimen) -> Iterator[Flaw]:
    there = {part.value("Content-ID").strip().strip("<>") for part in mail.message.leaves}
    for image in mail.document.images:
        name = image.get("src").strip()
        if name.lower().startswith("cid:") and name[4:] not in there:
            yield error(f"No part has the Content-ID {quote(name[4:])}.", place(image), "Attach the picture.")


def _find_weight(mail: Specimen) -> Iterator[Flaw]:
    sizes = [
        (part.parameter("name") or part.content_type, len(part.content))
        for part in mail.message.leaves
        if part.content_type.startswith("image/")
    ]
    for name, size in sizes:
        if size > _HEAVY_PICTURE:
            yield warning(
                f"A picture weighs {size:,} bytes.", f"part {quote(name)}", "Make it smaller: 100 kB do."
            )
    if (total := sum(size for _, size in sizes)) > _HEAVY_PICTURES:
        yield warning(f"The pictures weigh {total:,} bytes together.", "the attached parts", "Attach fewer.")


def _host(url: str) -> str:
    try:
        return (urlsplit(url.strip()).hostname or "") if "//" in url else ""
    except ValueError:
        return ""


def _path(url: str) -> str:
    try:
        return urlsplit(url.strip()).path
    except ValueError:
        return ""


CHECKS = (
    Check("alt", "every picture says what it shows", (Need.HTML,), _find_alt),
    Check("width", "every picture has a width", (Need.HTML,), _find_width),
    Check("height", "every picture has a height", (Need.HTML,), _find_height),
    Check("picture-host", "pictures come from a server of the newsroom", (Need.HTML, Need.ISSUE), _find_host),
    Check("picture-copy", "every picture could be copied", (Need.ISSUE,), _find_not_copied),
    Check("picture-format", "pictures are of a kind that all clients show", (Need.HTML,), _find_format),
    Check("picture-data", "no picture is written into its address", (Need.HTML,), _find_embedded),
    Check("picture-part", "every attached picture that is named is there", (Need.HTML, Need.MESSAGE), _find_cid),
    Check("picture-weight", "attached pictures are light", (Need.MESSAGE,), _find_weight),
)

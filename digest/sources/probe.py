"""Probe: which web addresses do not answer, all of them asked side by side, and remembered for a day."""

import json
import logging
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from digest.core.errors import DigestError, NotFound, Unavailable
from digest.sources.fetch import Patience, Refused, fetch

LASTS = timedelta(days=1)
"""How long an answer is believed."""
_AT_ONCE = 8
"""Hosts that are asked at the same time; the addresses of one come one by one."""
_HURRIED = Patience(connect=5, read=5, total=10)

log = logging.getLogger("digest.sources")

_Memory = dict[str, tuple[datetime, str]]
"""When an address was asked, and why there is nothing; empty if there is something."""


def probe(
    urls: Iterable[str], *, memory: Path, allow_private: bool, now: datetime, patience: Patience = _HURRIED
) -> dict[str, DigestError] | None:
    """What does not answer of `urls`, and why: NotFound if the server knows that nothing is there.

    None if nothing answers at all, as where there is no network; a server that refuses programs has answered. What
    was learnt is kept in the file `memory`.
    """
    wanted = dict.fromkeys(urls)
    known = {url: answer for url, answer in _recall(memory).items() if now - answer[0] < LASTS}
    found = _ask_all([url for url in wanted if url not in known], allow_private, patience)
    if found and not (wanted.keys() & known.keys()) and all(type(each) is Unavailable for each in found.values()):
        return None
    certain = {url: error for url, error in found.items() if error is None or isinstance(error, NotFound)}
    known |= {url: (now, str(error or "")) for url, error in certain.items()}
    _remember(memory, known)
    gone: dict[str, DigestError] = {url: NotFound(known[url][1]) for url in wanted if known.get(url, (now, ""))[1]}
    return gone | {url: error for url, error in found.items() if error and url not in gone}


def _ask_all(urls: list[str], allow_private: bool, patience: Patience) -> dict[str, DigestError | None]:
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[_host(url)].append(url)

    def ask_host(waiting: list[str]) -> list[tuple[str, DigestError | None]]:
        return [(url, _ask(url, allow_private, patience)) for url in waiting]

    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="probe") as pool:
        return dict(answer for answers in pool.map(ask_host, hosts.values()) for answer in answers)


def _ask(url: str, allow_private: bool, patience: Patience) -> DigestError | None:
    try:
        fetch(url, allow_private=allow_private, patience=patience)
    except Refused:
        return None
    except DigestError as error:
        return error
    return None


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _recall(memory: Path) -> _Memory:
    """What the file holds; nothing, if it is not there or was spoilt."""
    try:
        table = json.loads(memory.read_text(encoding="utf-8"))
        return {url: (datetime.fromisoformat(at).astimezone(UTC), str(why)) for url, (at, why) in table.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError, OverflowError) as error:
        log.warning("%s cannot be read, so every link is asked again: %s", memory, error)
        return {}


def _remember(memory: Path, known: _Memory) -> None:
    """Write the file anew, whole or not at all; without it links are only asked more often."""
    table = {url: (at.isoformat(), why) for url, (at, why) in known.items()}
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        draft = memory.with_suffix(".new")
        draft.write_text(json.dumps(table), encoding="utf-8")
        draft.replace(memory)
    except OSError as error:
        log.warning("%s cannot be written, so every link is asked again the next time: %s", memory, error)

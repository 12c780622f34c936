"""Names of sources: the short key that stands in commands and files, and where a name comes from."""

import re
from urllib.parse import urlsplit

from digest.core.errors import InvalidInput
from digest.core.words import fold

LONGEST_KEY = 60


def key_of(name: str) -> str:
    """The key of a source called `name`: "Écho du Zou" is "echo-du-zou"."""
    key = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:LONGEST_KEY].rstrip("-")
    if not key:
        raise InvalidInput(f"“{name}” holds no letter that a key could be made of; name the source with a key.")
    return key


def check_key(key: str) -> str:
    """`key`, if it can be one."""
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,59})", key):
        raise InvalidInput(f"“{key}” cannot be the key of a source: use a-z, 0-9 and -, at most {LONGEST_KEY}.")
    return key


def host_of(url: str | None) -> str | None:
    """The host of a web address, without "www."; None if it has none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None

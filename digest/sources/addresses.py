"""Which network addresses a source may live at: the public ones, judged by number and never by spelling."""

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

from digest.core.errors import InvalidInput, Unavailable

# Routable by the registry, and yet a way to somewhere else or to nowhere.
_SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "2001::/32", "2002::/16", "3fff::/20")
)
_GLOBAL_IPV6 = ipaddress.ip_network("2000::/3")

Lookup = Callable[..., list[tuple[Any, ...]]]
"""Answers as socket.getaddrinfo does."""


def resolve(host: str, port: int, *, allow_private: bool, lookup: Lookup = socket.getaddrinfo) -> list[str]:
    """The checked addresses of `host`, best first; connect to one of these, a second lookup may answer otherwise.

    Raises Unavailable if the name is not known, and InvalidInput if any of its addresses is not public.
    """
    try:
        answers = lookup(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unavailable(f"The host {host} cannot be found; check the address, or try again later.") from error
    addresses = [str(answer[4][0]) for answer in answers]
    private = [] if allow_private else [address for address in addresses if not is_public(address)]
    if private:
        raise InvalidInput(
            f"{host} is at {private[0]}, which is not a public address; "
            "set DIGEST_ALLOW_PRIVATE=1 if sources in your own network are wanted."
        )
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet.

    `is_global` alone is not enough: it lets NAT64 and 6to4 forms of 127.0.0.1 pass, and multicast.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip.version == 6 and ip not in _GLOBAL_IPV6:
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not any(ip in net for net in _SPECIAL)

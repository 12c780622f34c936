"""Alignment: whether two domains belong to one organisation, as DMARC asks of the sender and of who signs for it.

DMARC asks the DNS (RFC 9989) or a list of public suffixes; here, where nobody is asked, the organisation is taken
to be the last two labels, or three below such as co.uk and com.ng.
"""

_SECOND_LEVEL = frozenset({"ac", "asso", "co", "com", "edu", "gob", "gouv", "gov", "go", "ne", "net", "or", "org"})
_COUNTRY = 2
"""Letters of a top level that belongs to a country."""


def organisation(domain: str) -> str:
    """The part of `domain` that somebody has registered."""
    labels = domain.lower().rstrip(".").split(".")
    is_below = len(labels) > 2 and len(labels[-1]) == _COUNTRY and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if is_below else labels[-2:])


def is_aligned(one: str, other: str) -> bool:
    """Whether both domains are of one organisation: the relaxed alignment of DMARC."""
    return organisation(one) == organisation(other)

"""The canonical address of an article: the form in which it is stored once, and in which readers open it.

Only what is known to follow readers around is taken off. Everything else may be the article itself:
SPIP writes `spip.php?article123`, WordPress without permalinks `?p=123`, and a page that draws itself
in the browser puts the article behind `#!`. Scheme and host stay as published, because the address has to open.

Source of the normal form: RFC 3986 sections 6.2.2 and 6.2.3.
"""

import re
from functools import lru_cache

LONGEST = 2048
"""Most characters of an address; browsers and mail programs cut longer ones."""

_ADDRESS = re.compile(r"(https?)://([^/?#\\]+)((?:/[^?#]*)?)(?:\?([^#]*))?(?:#(.*))?", re.I | re.A | re.S)
_HOST = re.compile(r"((?:[a-z0-9_-]+\.)*[a-z0-9_-]+|\[[0-9a-f:.]+\])\.?(?::([0-9]{0,5}))?", re.I | re.A)
_DEFAULT_PORT = {"http": "80", "https": "443"}
_FOLLOWER = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|custom\w*|creation|variant|channel|general|format|link\w*)"
    r"|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|twclid|ttclid|yclid|igshid|igsh|mc_[ce]id|_hs\w+|mkt_tok"
    r"|ref_src|ref_url|xtor|xtref|spm|cmpid|ns_(?:campaign|mchannel|source|linkname|fee)|wt_\w+|pk_\w+|mtm_\w+"
    r"|s_cid|soc_src|share|__twitter_impression|amp|outputtype|replytocom|phpsessid|jsessionid)(?:=.*)?",
    re.I | re.A | re.S,
)
_AMP_PAGE = re.compile(r"(?<=[^/])(?:/amp)+(/?)\Z")
_UNPLAIN = re.compile(r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9._~!$&'()*+,;=:@/?-]")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_ESCAPED_AMPERSAND = re.compile(r"&(?:amp;)+")


def canonical(address: str) -> str | None:
    """The canonical form of a web address, or None if it is none that a reader could open.

    Only absolute http and https addresses without a user name qualify. A second pass changes nothing.
    """
    parts = _ADDRESS.fullmatch(address.strip())
    if not parts:
        return None
    scheme, authority, path, query, fragment = parts.groups()
    scheme = scheme.lower()
    try:
        host = _host(authority, scheme)
        form = f"{scheme}://{host}{_path(path)}{_query(query)}{_fragment(fragment)}"
    except UnicodeError:
        return None
    return form if host and len(form) <= LONGEST else None


@lru_cache(maxsize=20_000)
def _host(authority: str, scheme: str) -> str | None:
    parts = _HOST.fullmatch(authority if authority.isascii() else authority.encode("idna").decode())
    if not parts:
        return None
    name, port = parts[1].lower(), (parts[2] or "").lstrip("0")
    return f"{name}:{port}" if port and port != _DEFAULT_PORT[scheme] else name


def _path(path: str) -> str:
    if not path:
        return "/"
    path = _escaped(path)
    if "/." in path:
        path = _without_dots(path)
    return _AMP_PAGE.sub(r"\1", path) if "/amp" in path else path


def _without_dots(path: str) -> str:
    """RFC 3986 section 5.2.4."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str | None) -> str:
    if not query:
        return ""
    pairs = _escaped(_ESCAPED_AMPERSAND.sub("&", query)).split("&")
    kept = sorted((pair for pair in pairs if pair and not _FOLLOWER.fullmatch(pair)), key=_name)
    return "?" + "&".join(kept) if kept else ""


def _name(pair: str) -> str:
    return pair.partition("=")[0]


def _fragment(fragment: str | None) -> str:
    return f"#{_escaped(fragment)}" if fragment and fragment[0] in "!/" else ""


def _escaped(text: str) -> str:
    """`text` with only those characters escaped that have to be, as UTF-8 and in capitals."""
    return _UNPLAIN.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    found = match.group()
    if len(found) == 1:
        return "".join(f"%{byte:02X}" for byte in found.encode())
    character = chr(int(found[1:], 16))
    return character if _UNRESERVED.match(character) else found.upper()

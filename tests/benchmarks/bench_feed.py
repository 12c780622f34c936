"""How fast feeds are read: `read_feed`, which gives items, against `feedparser.parse` alone on the same bytes.

feedparser’s own cleaning of markup is switched off, as we never used it: with it the peer is several times slower.

python -m tests.benchmarks.bench_feed [ITEMS]
"""

import io
import statistics
import sys
from collections.abc import Callable
from email.utils import format_datetime
from html import escape
from time import perf_counter

import feedparser

from digest.core.article import RawItem
from digest.sources.feed import read_feed
from tests.builders import NOON
from tests.wire.samples import sample

ROUNDS = 7
GOAL = 0.8
PARAGRAPH = (
    "<p>Le fleuve est sorti de son lit dans la nuit, dit <strong>M. Dossou</strong>&nbsp;; les familles sont à "
    'l’abri. <a href="https://echo.example/crue?a=1&amp;b=2">Lire aussi</a></p>\n'
)
ARTICLE = PARAGRAPH * 32 + '<figure><img src="https://echo.example/crue.jpg" alt="La crue" width="1024"></figure>'
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
)
RSS = (
    f"<rss version='2.0' {SPACES}><channel><title>Écho du Zou</title><link>https://echo.example/</link>",
    "<item><title>Bénin : le fleuve {n} sort de son lit</title><link>https://echo.example/?p={n}</link>"
    "<dc:creator><![CDATA[Afi Dossou]]></dc:creator><pubDate>{rfc822}</pubDate>"
    "<category><![CDATA[Environnement]]></category><category><![CDATA[Malanville]]></category>"
    '<guid isPermaLink="false">https://echo.example/?p={n}</guid>'
    "<description><![CDATA[<p>Le fleuve est sorti de son lit. [&#8230;]</p>]]></description>"
    "<content:encoded><![CDATA[{article}]]></content:encoded>"
    '<media:content url="https://echo.example/{n}.jpg" medium="image" width="1024" height="683"/></item>',
    "</channel></rss>",
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'><title>Écho</title><link href='https://echo.example/'/>",
    "<entry><title type='html'>Bénin : le fleuve {n} sort</title><link href='https://echo.example/{n}'/>"
    "<id>tag:echo.example,2026:{n}</id><published>{iso}</published><updated>{iso}</updated>"
    "<category term='Environnement'/><summary>Le fleuve est sorti de son lit.</summary>"
    "<content type='html'>{escaped}</content></entry>",
    "</feed>",
)
RDF = (
    f"<rdf:RDF xmlns='http://purl.org/rss/1.0/' {SPACES}><channel><title>Écho</title></channel>",
    "<item rdf:about='https://echo.example/{n}'><title>Le fleuve {n} sort</title><link>https://echo.example/{n}</link>"
    "<dc:date>{iso}</dc:date><dc:subject>Environnement</dc:subject>"
    "<description>Le fleuve est sorti de son lit. Les familles sont à l’abri.</description></item>",
    "</rdf:RDF>",
)


def feed(parts: tuple[str, str, str], items: int) -> bytes:
    """A feed of so many items, from what stands before, for each, and behind."""
    head, item, tail = parts
    values = {
        "article": ARTICLE,
        "escaped": escape(ARTICLE),
        "rfc822": format_datetime(NOON),
        "iso": NOON.isoformat(),
    }
    body = "".join(item.format(n=n, **values) for n in range(items))
    return f"<?xml version='1.0' encoding='UTF-8'?>{head}{body}{tail}".encode()


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def parse_alone(body: bytes) -> object:
    return feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)


def compare(name: str, body: bytes, *, repeat: int = 1) -> float:
    """Print items a second of both, from rounds in turn; gives the ratio."""
    items = sum(isinstance(entry, RawItem) for entry in read_feed(body, name).entries) * repeat
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: [read_feed(body, name) for _ in range(repeat)]))
        theirs.append(seconds(lambda: [parse_alone(body) for _ in range(repeat)]))
    mine, peer = (items / statistics.median(measured) for measured in (ours, theirs))
    size = len(body) / 1000
    print(f"{name:<22}{size:>6,.0f} kB {mine:>8,.0f} items/s, feedparser {peer:>6,.0f}   {mine / peer:6.2f} ×")
    return mine / peer


def main(items: int) -> None:
    large = {"RSS of WordPress": RSS, "Atom": ATOM, "RDF": RDF}
    ratios = [compare(name, feed(parts, items)) for name, parts in large.items()]
    ratios += [compare(name, sample(name), repeat=50) for name in ("feed.rss", "feed.atom")]
    damaged = feed(RSS, items).replace(b"&nbsp;", b"\xe9").replace(b"]]></desc", b"]]>&eacute;</desc")
    ratios.append(compare("RSS that is damaged", damaged))
    print(f"the least is {min(ratios):.2f} × feedparser alone; the goal is {GOAL} ×")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)

"""Both ways of reading a feed find the same in one that is well-formed."""

from dataclasses import replace
from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.article import RawItem
from digest.sources.damaged_feed import read_damaged_feed
from digest.sources.feed import read_feed
from digest.sources.feed_elements import parse
from digest.sources.reading import Reading

SPACES = (
    "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:media='http://search.yahoo.com/mrss/' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
    "xmlns:atom='http://www.w3.org/2005/Atom' xmlns:other='urn:other'"
)
TEXTS = (
    *("Été à Kandé", "a < b & c", "AT&amp;T", "النيجر", "", " \n x ", "été &eacute;", "<b>Un</b>"),
    "<p>Un mot&nbsp;; <img src='https://e.example/i.jpg' alt='La crue' width='700'></p>",
)
DATES = ("Wed, 06 Mar 2024 10:00:00 +0100", "2024-03-06T10:00:00Z", "6 mars 2024", "hier", "2024-03-05")
XHTML = (
    "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
    "<p class='a&amp;b'>Un <b>mot</b> &lt;x&gt;<br/></p></div></content>"
)
MEDIA = (
    "<media:content url='https://e.example/m.jpg' medium='image' width='800' height='500'/>",
    "<media:group><media:content url='https://e.example/g.jpg' type='image/png'/></media:group>",
    "<media:content url='https://e.example/v.mp4' medium='video'/><media:thumbnail url='https://e.example/t'/>",
)
IMAGE = "<image><title>T</title><link>https://i.example/</link><url>u</url></image>"

Markup = st.SearchStrategy[str]
texts = st.sampled_from(TEXTS).flatmap(lambda text: st.sampled_from([escape(text), f"<![CDATA[{text}]]>"]))
addresses = st.sampled_from(["https://e.example/1?a=1&amp;b=2", "/2", "https://e.example/é", "3?p=4"])


def element(name: str, content: Markup = texts) -> Markup:
    return content.map(lambda text: f"<{name}>{text}</{name.partition(' ')[0]}>")


def some(*parts: Markup | str) -> Markup:
    """Some of the parts, in any order."""
    optional = [st.just("") | (st.just(part) if isinstance(part, str) else part) for part in parts]
    return st.tuples(*optional).flatmap(lambda chosen: st.permutations(list(chosen))).map("".join)


def feed(head: str, channel: Markup, item: str, fields: Markup, tail: str) -> Markup:
    items = st.lists(fields.map(lambda inside: f"<{item}>{inside}</{item}>"), min_size=1, max_size=3).map("".join)
    return st.tuples(channel, items).map(lambda parts: head + parts[0] + parts[1] + tail)


def atom_link(attributes: str = "") -> Markup:
    return addresses.map(lambda address: f'<link {attributes} href="{address}"/>')


def dates(name: str) -> Markup:
    return element(name, st.sampled_from(DATES))


RSS = feed(
    f"<rss version='2.0' {SPACES}><channel>",
    some(
        element("title"),
        "<link>https://e.example/</link>",
        "<language>fr</language>",
        IMAGE,
        "<atom:link rel='self' href='x'/>",
    ),
    "item",
    some(
        *(element("title"), element("link", addresses), element("guid isPermaLink='false'"), dates("pubDate")),
        *(element("description"), element("content:encoded"), element("category"), element("category domain='x'")),
        *("<enclosure url='https://e.example/e.jpg' type='image/jpeg'/>", st.sampled_from(MEDIA)),
        *("<!-- no --><other:title>no</other:title>", element("dc:creator")),
    ),
    "</channel></rss>",
)
RDF = feed(
    f"<rdf:RDF xmlns='http://purl.org/rss/1.0/' {SPACES}>",
    some(element("title")).map(
        lambda title: f"<channel rdf:about='x'>{title}<link>https://e.example/</link></channel>"
    ),
    "item",
    some(
        element("title"),
        element("link", addresses),
        element("description"),
        dates("dc:date"),
        element("dc:subject"),
    ),
    "</rdf:RDF>",
)
ATOM = feed(
    "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr_FR'>",
    some(element("title"), atom_link(), dates("updated")),
    "entry",
    some(
        *(element("title type='html'"), atom_link("rel='alternate' type='text/html'"), atom_link("rel='replies'")),
        *(
            element("summary"),
            element("content type='html'") | st.just(XHTML),
            dates("published"),
            dates("updated"),
        ),
        *("<category term='a' label='A b'/><category term='c'/>", "<id>tag:e.example,2024:1</id>"),
        *(
            "<author><name>no</name><uri>https://no.example</uri></author>",
            atom_link("rel='enclosure' type='image/png'"),
        ),
        "<source><title>no</title><id>no</id><link href='https://no.example/'/></source>",
    ).map(lambda fields: f"<link href='https://e.example/0'/>{fields}"),
    "</feed>",
)


def without_changes(reading: Reading) -> Reading:
    """The slow way takes dc:date for a change."""
    entries = (replace(e, modified_at=None) if isinstance(e, RawItem) else e for e in reading.entries)
    return replace(reading, entries=tuple(entries))


def test_feed_with_markup_of_any_depth_that_xml_allows_is_read():
    depth = 250
    text = "<i>" * depth + "Un mot" + "</i>" * depth
    item = f"<item><link>https://e.example/1</link><description>{text}</description></item>"

    (entry,) = read_feed(f"<rss><channel>{item}</channel></rss>".encode(), "echo").entries

    assert entry.summary == text


@settings(max_examples=120)
@given(RSS | ATOM)
def test_feed_is_read_alike_in_both_ways(markup):
    body = markup.encode()

    assert parse(body) is not None
    assert read_feed(body, "echo") == read_damaged_feed(body, "echo")


@settings(max_examples=40)
@given(RDF)
def test_feed_in_rdf_is_read_alike_in_both_ways(markup):
    body = markup.encode()

    assert parse(body) is not None
    assert without_changes(read_feed(body, "echo")) == without_changes(read_damaged_feed(body, "echo"))

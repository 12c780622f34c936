from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.article import Source
from digest.core.errors import InvalidInput
from digest.sources.opml import LARGEST, NAMESPACE, Outline, read_opml, write_opml
from digest.sources.reading import Broken
from tests.builders import NOON, a_source


def opml(body: str) -> bytes:
    return f'<opml version="2.0"><head><title>Feeds</title></head><body>{body}</body></opml>'.encode()


def test_write_opml_is_what_the_standard_asks_for():
    document = write_opml(
        [a_source("echo", name="Écho & “Zou”", url="https://echo.example/feed?a=1&b=2", weight=0.8)],
        title="Sources",
        now=NOON,
    )

    root = ElementTree.fromstring(document.encode())
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/title") == "Sources"
    assert parsedate_to_datetime(root.findtext("head/dateCreated") or "") == NOON
    assert [outline.attrib for outline in root.findall("body/outline")] == [
        {
            "text": "Écho & “Zou”",
            "title": "Écho & “Zou”",
            "type": "rss",
            "xmlUrl": "https://echo.example/feed?a=1&b=2",
            f"{{{NAMESPACE}}}key": "echo",
            f"{{{NAMESPACE}}}kind": "feed",
            f"{{{NAMESPACE}}}weight": "0.8",
            f"{{{NAMESPACE}}}owner": "echo",
        }
    ]


LINES = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff")).map(
    str.strip
)


@settings(max_examples=50)
@given(name=LINES, owner=LINES.filter(bool) | st.none(), weight=st.floats(0, 1))
def test_what_was_written_is_read_again(name: str, owner: str | None, weight: float) -> None:
    source = Source("echo", name, "https://echo.example/feed", owner, weight, "sitemap")

    [outline] = read_opml(write_opml([source], title="Sources", now=NOON).encode(), "a.opml")

    assert outline == Outline("a.opml, line 8", source.url, name, "echo", str(weight), owner, "sitemap")


def test_write_opml_leaves_out_what_xml_cannot_hold():
    document = write_opml([a_source(name="\x00É\x1bcho\ud800\ufffe")], title="\x08", now=NOON)

    [outline] = read_opml(document.encode(), "a.opml")

    assert outline == Outline("a.opml, line 8", None, "Écho", "echo", "0.5", "echo", "feed")


def test_read_opml_finds_subscriptions_in_folders_in_their_order():
    found = read_opml(
        opml(
            """
            <outline text="Afrique">
              <outline text="Bénin"><outline type="rss" text="Zou" xmlUrl="https://zou.example/feed"/></outline>
              <outline type="rss" TITLE="Sahel" XMLURL=" https://sahel.example/rss "/>
            </outline>
            <outline text="a note"/>
            <outline type="rss" text="Nowhere"/>
            <outline xmlUrl="feed://kola.example/rss"/>
            <outline xmlUrl="feed:https://kola.example/atom"/>
            """
        ),
        "a.opml",
    )

    assert found == (
        Outline("a.opml, line 3", "https://zou.example/feed", "Zou"),
        Outline("a.opml, line 4", "https://sahel.example/rss", "Sahel"),
        Broken("a.opml, line 7", "has no xmlUrl"),
        Outline("a.opml, line 8", "http://kola.example/rss"),
        Outline("a.opml, line 9", "https://kola.example/atom"),
    )


def test_read_opml_goes_by_the_namespace_and_not_by_its_prefix():
    body = (
        f'<OPML xmlns:d="{NAMESPACE}"><body>'
        '<outline xmlUrl="https://e.example/" d:key="zou" other:key="sahel"/></body></OPML>'
    )

    assert read_opml(body.encode(), "a.opml") == (Outline("a.opml, line 1", "https://e.example/", key="zou"),)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_read_opml_in_the_encoding_that_it_states(encoding: str) -> None:
    stated = encoding.removesuffix("-sig")
    body = f'<?xml version="1.0" encoding="{stated}"?>{opml("<outline text=%sÉtéé%s xmlUrl=%sx%s/>").decode()}'

    [outline] = read_opml(body.replace("%s", '"').encode(encoding), "a.opml")

    assert outline == Outline("a.opml, line 1", "x", "Étéé")


BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<opml><body><outline text="&b;"/></body></opml>'
)
OUTSIDE = (
    '<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/hostname">]><opml><body><outline text="&a;"/></body></opml>'
)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (BOMB, "a.opml, line 2: OPML needs no document type declaration"),
        (OUTSIDE, "a.opml, line 1: OPML needs no document type declaration"),
        ("<opml>\n<body>\n<outline text='a & b'/></body></opml>", r"a\.opml, line 3 is not XML: not well-formed"),
        ("<opml><body><outline text='a'/></body>", "line 1 is not XML: no element found"),
        ("<opml><body><outline text='&b;'/></body></opml>", "line 1 is not XML: undefined entity"),
        ('<?xml version="1.0" encoding="klingon"?><opml/>', "a.opml is in an encoding that is not known"),
        ("", "line 1 is not XML: no element found"),
        ("url,title", "line 1 is not XML"),
        ("<rss/>", "a.opml is not OPML: its first element is <rss>, not <opml>."),
        (" " * (LARGEST + 1), "a.opml is larger than 5 MB"),
    ],
    ids=["bomb", "outside", "ampersand", "cut off", "entity", "encoding", "empty", "csv", "rss", "large"],
)
def test_read_opml_says_what_it_cannot_read(body: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        read_opml(body.encode(), "a.opml")

from datetime import UTC, datetime

import pytest

from digest.core.article import Picture, RawItem
from digest.core.errors import InvalidInput
from digest.sources.damaged_feed import DEEPEST
from digest.sources.feed import read_feed


def rss(items: bytes) -> bytes:
    return b"<rss version='2.0'><channel><title>Echo</title>" + items + b"</channel></rss>"


def test_feed_refuses_nesting_without_measure():
    with pytest.raises(InvalidInput, match="nests more than 256"):
        read_feed(rss(b"<a>" * DEEPEST), "echo")


def test_feed_counts_neither_markup_in_texts_nor_tags_that_nobody_closes():
    text = (
        b"<description><![CDATA["
        + b"<div>" * 500
        + b"]]><!--"
        + b"<a>" * 500
        + b"-->"
        + b"<br>" * 500
        + b"</description>"
    )

    (item,) = read_feed(
        rss(b"<item><title>Une</title><link>https://e.example/1</link>" + text + b"</item>"), "e"
    ).entries

    assert item.title == "Une"


def test_damaged_feed_gives_all_that_an_item_says():
    item = (
        "<item><title>Une & l'autre</title><link>/1</link><guid isPermaLink='false'>e-1</guid>"
        "<category>Eau</category><category domain='x'>Eau</category><pubDate>6 mars 2024</pubDate>"
        "<enclosure url='https://e.example/1.jpg' type='image/jpeg'/><description>Un texte</description></item>"
    )

    (entry,) = read_feed(rss(b"<link>https://e.example/</link>" + item.encode()), "feed.xml").entries

    assert entry == RawItem(
        title="Une & l'autre",
        where="feed.xml, item 1",
        url="https://e.example/1",
        summary="Un texte",
        published_at=datetime(2024, 3, 6, tzinfo=UTC),
        guid="e-1",
        labels=("Eau",),
        picture=Picture("https://e.example/1.jpg"),
    )

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.article import Picture, RawItem
from digest.sources.json_feed import is_json_feed, read_json_feed
from digest.sources.reading import Broken, Reading
from tests.wire.samples import sample

FEED = {"version": "https://jsonfeed.org/version/1", "items": []}


def test_read_json_feed_takes_all_that_an_item_says():
    assert read_json_feed(json.loads(sample("feed.json")), "feed.json") == Reading(
        (
            RawItem(
                title="Togo : le port rouvre",
                where="feed.json, item 1",
                url="https://lac.example/economie/port",
                summary="Les grues tournent.",
                body="<p>Les grues tournent.</p><p>Trois navires attendent.</p>",
                published_at=datetime(2026, 3, 5, 7, tzinfo=UTC),
                modified_at=datetime(2026, 3, 5, 8, 10, tzinfo=UTC),
                guid="41",
                labels=("Économie", "Togo"),
                language="fr",
                picture=Picture("https://lac.example/port.jpg"),
            ),
            RawItem(
                title="Ghana: markets open",
                where="feed.json, item 2",
                url="https://lac.example/ghana",
                body="Stalls are full.",
                published_at=datetime(2026, 3, 5, 9, tzinfo=UTC),
                modified_at=datetime(2026, 3, 5, 9, tzinfo=UTC),
                guid="https://lac.example/ghana",
                language="en",
                picture=Picture("https://lac.example/market.png"),
            ),
            Broken("feed.json, item 3", "has no link"),
        ),
        title="Le Courrier du Lac",
    )


@pytest.mark.parametrize(
    "version",
    ["https://jsonfeed.org/version/1", "http://jsonfeed.org/version/1.1", "https://www.jsonfeed.org/version/1.1/"],
)
def test_is_json_feed_knows_the_version_in_each_of_its_spellings(version):
    assert is_json_feed({"version": version, "items": []})


@pytest.mark.parametrize(
    ("stated", "guid"), [("41", "41"), (41, "41"), (" ", None), (None, None), (True, None), ([], None)]
)
def test_read_json_feed_takes_the_id_of_an_item(stated, guid):
    (item,) = read_json_feed({**FEED, "items": [{"id": stated, "url": "https://e.example/1"}]}, "x").entries

    assert item.guid == guid


@pytest.mark.parametrize(
    "value",
    [
        [],
        {},
        {"version": "1.1", "items": []},
        {"version": "https://jsonfeed.org/version/2", "items": []},
        {"version": FEED["version"]},
        FEED["items"],
    ],
)
def test_is_json_feed_goes_by_the_version_and_the_items(value):
    assert is_json_feed(FEED)
    assert not is_json_feed(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["url", "tags", "title"]), inner),
    max_leaves=9,
)


@settings(max_examples=50)
@given(st.lists(JSON, max_size=4))
def test_read_json_feed_gives_one_entry_for_each_item_whatever_it_is(items):
    assert len(read_json_feed({**FEED, "items": items}, "x").entries) == len(items)

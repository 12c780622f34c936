import json
from datetime import UTC, datetime

import pytest

from digest.core.article import Picture, RawItem
from digest.sources.reading import Broken
from digest.sources.wordpress import is_wordpress, read_wordpress
from tests.wire.samples import sample


def test_wordpress_reads_posts_with_their_terms_and_picture():
    reading = read_wordpress(json.loads(sample("posts.json")), "posts.json")

    assert reading.entries == (
        RawItem(
            title="Niger&nbsp;: l&#8217;école rouvre à Zinder",
            where="posts.json, post 1",
            url="https://sahel.example/2026/03/ecole/",
            summary="<p>Les élèves sont revenus. [&hellip;]</p>\n",
            body="<p>Les élèves sont revenus lundi. Les maîtres aussi.</p>\n<p>Il manque des bancs.</p>",
            published_at=datetime(2026, 3, 5, 8, tzinfo=UTC),
            modified_at=datetime(2026, 3, 5, 8, 40, tzinfo=UTC),
            guid="https://sahel.example/?post_type=post&p=7",
            labels=("Éducation", "Niger", "Zinder"),
            picture=Picture("https://sahel.example/ecole-768.jpg", "Une classe", 768, 499),
        ),
        Broken("posts.json, post 2", "is not a WordPress post"),
        RawItem(
            title="Une nuit de lecture",
            where="posts.json, post 3",
            url="https://sahel.example/9",
            published_at=datetime(2026, 3, 5, 7, tzinfo=UTC),
            guid="https://sahel.example/?p=9",
        ),
    )


def test_wordpress_does_not_believe_a_change_before_the_publication():
    post = {"title": {"rendered": "Une"}, "link": "https://e.example/1", "date_gmt": "2026-03-05T08:00:00"}

    (item,) = read_wordpress([{**post, "modified_gmt": "2026-03-05T07:59:59"}], "posts.json").entries

    assert item.modified_at is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [([], True), ([{"title": {"rendered": "Une"}}], True), ([{"title": "Une"}], False), ({"code": "no"}, False)],
)
def test_is_wordpress(value, expected):
    assert is_wordpress(value) == expected


@pytest.mark.parametrize("broken", [None, 1, [], {"wp:term": {"a": 1}}, {"wp:term": [1, [2, {"name": 3}]]}])
def test_wordpress_does_without_what_is_not_as_it_should_be(broken):
    post = {"title": {"rendered": "Une"}, "link": "https://e.example/1", "content": broken, "_embedded": broken}

    (item,) = read_wordpress([post], "posts.json").entries

    assert item == RawItem("Une", "posts.json, post 1", "https://e.example/1")

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.errors import InvalidInput
from digest.sources.reading import Reading
from digest.sources.recognise import read
from tests.wire.samples import sample

RSS = (
    '<?xml version="1.0" encoding="UTF-16"?><rss version="2.0"><channel>'
    "<item><title>Été</title><link>https://e.example/1</link></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("name", "items"),
    [
        ("feed.rss", 3),
        ("feed.atom", 1),
        ("feed.json", 3),
        ("posts.json", 3),
        ("articles.csv", 6),
        ("articles.jsonl", 4),
        ("page.txt", 4),
        ("article.html", 1),
    ],
)
def test_read_knows_every_form_by_its_content_alone(name, items):
    assert len(read(sample(name), "noname").entries) == items


@pytest.mark.parametrize(
    "body",
    [
        "url,title\nhttps://e.example/1,Été\n".encode("cp1252"),
        "\ufeffurl,title\nhttps://e.example/1,Été\n".encode(),
        "\ufeffurl,title\nhttps://e.example/1,Été\n".encode("utf-16-le"),
        RSS.encode("utf-16-be"),
        RSS.encode("utf-32"),
        '{"url": "https://e.example/1",\n "title": "Été"}'.encode(),
        '{"link": "https://e.example/1", "title": {"rendered": "Été"}}'.encode(),
    ],
    ids=[
        "cp1252",
        "utf-8 with its mark",
        "utf-16",
        "utf-16 without its mark",
        "utf-32",
        "one object over two lines",
        "one WordPress post",
    ],
)
def test_read_takes_what_other_programs_write(body):
    assert [(item.title, item.url) for item in read(body, "noname").entries] == [("Été", "https://e.example/1")]


def test_read_takes_an_empty_list_of_posts():
    assert read(b"[]", "posts.json").entries == ()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "x is empty"),
        (b" \n", "x is empty"),
        (b"<!DOCTYPE html><html></html>", "is a web page, not a feed"),
        (b"Un texte sans forme.", "not in a form that can be read"),
        (b"\x89PNG\x00\x00", "not in a form that can be read"),
        (b'[{"title": "Une"}]', "not in a form that can be read"),
        (b'{"code": "rest_no_route"}', "not in a form that can be read"),
    ],
)
def test_read_says_what_it_cannot_read(body, words):
    with pytest.raises(InvalidInput, match=words):
        read(body, "x")


@given(
    st.binary() | st.text().map(str.encode) | st.sampled_from([b"<rss>", b"[", b"{", b"url,title\n"]), st.binary()
)
def test_read_gives_a_reading_or_one_sentence_whatever_the_bytes(start, rest):
    with suppress(InvalidInput):
        assert isinstance(read(start + rest, "x"), Reading)

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.article import Picture
from digest.sources.linked_data import LinkedData, linked_data_of
from digest.sources.markup import parse_page

NEWS = {"@type": "NewsArticle", "headline": "Crue à Malanville", "datePublished": "2026-03-05"}
READ = LinkedData(headline="Crue à Malanville", published="2026-03-05", is_article=True)


def data(*scripts):
    page = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return linked_data_of(parse_page(f"<html><head>{page}</head></html>".encode()))


@pytest.mark.parametrize(
    "script",
    [
        json.dumps(NEWS),
        json.dumps([{"@type": "WebSite", "name": "Écho"}, NEWS]),
        json.dumps({"@graph": [NEWS]}),
        json.dumps({"@type": "WebPage", "mainEntity": NEWS}),
        json.dumps([NEWS, {**NEWS, "@type": "Article", "datePublished": ""}]),
        json.dumps(NEWS | {"@type": ["Thing", "http://schema.org/ReportageNewsArticle"]}),
        json.dumps(NEWS).replace("}", ', "description": "\n"}'),
        f"//<![CDATA[\n{json.dumps(NEWS)}\n//]]>",
        f"<!-- {json.dumps(NEWS)} -->",
    ],
    ids=["alone", "list", "graph", "main entity", "twice", "types", "line break", "CDATA", "comment"],
)
def test_linked_data_finds_the_article(script):
    assert data(script) == READ


@pytest.mark.parametrize(
    "scripts",
    [
        [],
        ["{damaged"],
        ["[" * 100_000],
        [json.dumps([NEWS, NEWS | {"headline": "Autre"}])],
        [json.dumps({"@type": "ItemList", "itemListElement": [{"item": NEWS}]})],
        [json.dumps({"@type": "NewsArticle"})],
    ],
    ids=["none", "damaged", "deep", "several", "list", "no headline"],
)
def test_linked_data_finds_no_article_where_there_is_not_one(scripts):
    assert data(*scripts) == LinkedData()


def test_linked_data_of_a_damaged_script_does_not_lose_the_others():
    assert data("{damaged", json.dumps(NEWS)) == READ


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("https://e.example/a.jpg", Picture("https://e.example/a.jpg")),
        (["https://e.example/a.jpg", "https://e.example/b.jpg"], Picture("https://e.example/a.jpg")),
        (
            {
                "@type": "ImageObject",
                "url": "https://e.example/a.jpg",
                "width": "640px",
                "height": 480,
                "caption": "Eau",
            },
            Picture("https://e.example/a.jpg", "Eau", 640, 480),
        ),
        ({"contentUrl": "https://e.example/a.jpg"}, Picture("https://e.example/a.jpg")),
    ],
)
def test_linked_data_reads_pictures_in_every_spelling(image, expected):
    assert data(json.dumps(NEWS | {"image": image})).pictures[0] == expected


@settings(max_examples=50)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from([*NEWS, "@id", "@graph", "image", "publisher", "itemListElement"]), inner
            )
        ),
    )
)
def test_linked_data_reads_any_json(value):
    assert isinstance(
        data(
            json.dumps(value),
            json.dumps([{"@type": "BreadcrumbList", "itemListElement": value}, NEWS | {"image": value}]),
        ),
        LinkedData,
    )

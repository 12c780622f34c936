from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.core.article import Source
from digest.core.clean import clean_line
from digest.core.errors import InvalidInput
from digest.db import sources
from digest.db.store import Store
from digest.sources.opml import NAMESPACE
from digest.sources.reading import Broken
from digest.wire.intake import Report
from digest.wire.outline import export_sources, import_sources
from tests import databases
from tests.builders import NOON, a_source


def written(folder: Path, *outlines: str) -> Path:
    path = folder / "feeds.opml"
    lines = "\n".join(f"<outline {outline}/>" for outline in outlines)
    path.write_text(f'<opml version="1.1" xmlns:digest="{NAMESPACE}"><body>\n{lines}\n</body></opml>')
    return path


def every(store: Store) -> list[Source]:
    with store.reading() as session:
        return [stored.source for stored in sources.every(session)]


def keep(store: Store, *known: Source) -> None:
    with store.writing() as session:
        for source in known:
            sources.save(session, source)


def test_import_makes_sources_of_another_readers_subscriptions(store, tmp_path):
    path = written(
        tmp_path,
        'type="rss" text="Écho du Zou" xmlUrl="https://zou.example/feed" htmlUrl="https://zou.example/"',
        'type="rss" xmlUrl="https://www.sahel.example/wp-json/wp/v2/posts"',
        'type="rss" text="الراية" xmlUrl="https://rayah.example/rss"',
        'type="rss" text="The same again" xmlUrl="http://zou.example/feed?utm_source=reader"',
    )

    assert import_sources(store, path) == Report(new=3, unchanged=1)
    assert every(store) == [
        Source("echo-du-zou", "Écho du Zou", "https://zou.example/feed"),
        Source("rayah-example", "الراية", "https://rayah.example/rss"),
        Source(
            "sahel-example", "sahel.example", "https://www.sahel.example/wp-json/wp/v2/posts", kind="wordpress"
        ),
    ]
    assert import_sources(store, path) == Report(unchanged=4)


def test_import_numbers_the_keys_of_feeds_of_one_name(sqlite_store, tmp_path):
    path = written(
        tmp_path, *(f'text="{"Été " * 30}" xmlUrl="https://zou.example/{number}"' for number in range(3))
    )

    import_sources(sqlite_store, path)

    stem = "-".join(["ete"] * 14)[:54]
    assert [(source.key, source.url) for source in every(sqlite_store)] == [
        (f"{stem}-2", "https://zou.example/1"),
        (f"{stem}-3", "https://zou.example/2"),
        ("-".join(["ete"] * 15), "https://zou.example/0"),
    ]


def test_import_leaves_a_known_source_as_it_is_and_gives_one_without_address_the_one_it_lacks(
    sqlite_store, tmp_path
):
    curated = a_source("zou", name="Zou", url="http://zou.example/feed", weight=0.9, kind="sitemap")
    keep(sqlite_store, curated, a_source("la-lagune", name="La Lagune", weight=0.7))
    path = written(
        tmp_path,
        'text="ZOU - RSS" xmlUrl="https://zou.example/feed"',
        'text="La Lagune" xmlUrl="https://lagune.example/rss"',
    )

    assert import_sources(sqlite_store, path) == Report(changed=1, unchanged=1)
    assert every(sqlite_store) == [
        a_source("la-lagune", name="La Lagune", weight=0.7, url="https://lagune.example/rss"),
        curated,
    ]


def test_import_of_what_was_exported_brings_sources_up_to_date(store, tmp_path):
    path = tmp_path / "sources.opml"
    keep(store, a_source("zou", url="https://zou.example/feed", weight=0.9), a_source("kola"))
    path.write_text(export_sources(store, now=NOON).replace("0.9", "0.25").replace('"zou"', '"other"', 2))

    keep(store, a_source("sahel", url="https://sahel.example/feed"))

    assert import_sources(store, path) == Report(changed=1, unchanged=1)
    assert every(store) == [
        a_source("kola"),
        a_source("sahel", url="https://sahel.example/feed"),
        a_source("zou", url="https://zou.example/feed", weight=0.25, owner="other"),
    ]


def test_import_keeps_the_good_and_reports_the_broken_by_line(sqlite_store, tmp_path):
    keep(sqlite_store, a_source("zou", url="https://zou.example/feed"))
    path = written(
        tmp_path,
        'text="A" xmlUrl="javascript:alert(1)"',
        'text="B" xmlUrl="https://b.example/" digest:key="b" digest:weight="nan"',
        'text="C" xmlUrl="https://c.example/" digest:key="c" digest:kind="gopher"',
        'text="D" xmlUrl="https://d.example/" digest:key="Pas une clé"',
        'text="E" xmlUrl="https://e.example/" digest:key="zou"',
        'text="F" type="rss"',
        'text="G" xmlUrl="https://g.example/"',
    )

    whys = (
        "has an address that cannot be fetched: “javascript:alert(1)”",
        "has a weight that does not lie between 0 and 1: “nan”",
        "is of a kind that is not known: “gopher”; write one of feed, wordpress, sitemap, page",
        "has a key that cannot be one: “Pas une clé”; use a-z, 0-9 and -",
        "has the key “zou”, which is that of the source at https://zou.example/feed",
        "has no xmlUrl",
    )
    broken = tuple(Broken(f"{path}, line {line}", why) for line, why in enumerate(whys, start=2))
    assert import_sources(sqlite_store, path) == Report(new=1, broken=broken)
    assert [source.key for source in every(sqlite_store)] == ["g", "zou"]


def test_import_says_what_it_cannot_read(sqlite_store, tmp_path):
    with pytest.raises(InvalidInput, match=r"missing\.opml cannot be read: No such file"):
        import_sources(sqlite_store, tmp_path / "missing.opml")


WORDS = st.text(st.sampled_from("aÉ&<>'\"“ »ب😀0-"), min_size=1).map(lambda text: clean_line(f"a{text}z"))
SOURCES = st.builds(
    Source,
    key=st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True),
    name=WORDS,
    url=st.none() | st.from_regex(r"https?://[a-z]{1,3}\.example/[a-z]{0,3}", fullmatch=True),
    owner=st.none() | WORDS,
    weight=st.floats(0, 1),
    kind=st.sampled_from(["feed", "wordpress", "sitemap", "page"]),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    handed_over=st.lists(
        SOURCES, unique_by=(lambda s: s.key, lambda s: (s.url or s.key).replace("https:", "http:")), max_size=6
    )
)
def test_round_trip_loses_nothing(handed_over, sqlite_template, tmp_path_factory):
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there")
    with databases.opened(databases.copy_of(sqlite_template, here)) as store:
        keep(store, *handed_over)
        expected = every(store)
        (here / "all.opml").write_text(export_sources(store, now=NOON), encoding="utf-8")
    with databases.opened(databases.copy_of(sqlite_template, there)) as store:
        assert import_sources(store, here / "all.opml") == Report(new=len(handed_over))
        assert every(store) == expected

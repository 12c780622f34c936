"""What is exported can be imported again, and is the same."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.core.article import Picture, RawItem, Source
from digest.core.clean import clean_line
from digest.core.country import country_names
from digest.core.errors import NotFound
from digest.db import archive
from digest.db.archive import Archived
from digest.db.store import Store
from digest.wire.export import export_articles
from digest.wire.files import import_file
from digest.wire.intake import Report, take_in
from digest.wire.publisher import key_of
from tests import databases
from tests.builders import NOON, a_raw_item, a_source
from tests.wire.window import ALWAYS

NOW = NOON + timedelta(days=1)


def everything(store: Store) -> list[Archived]:
    with store.reading() as session:
        return list(archive.read_all(session, ALWAYS))


def exported(store: Store, form: str = "csv", **chosen: str) -> str:
    output = io.StringIO(newline="")
    export_articles(store, ALWAYS, output, form=form, **chosen)
    return output.getvalue()


def test_export_chooses_and_counts(store):
    items = [
        a_raw_item("Bénin : la crue", url="https://echo.example/1"),
        a_raw_item("Togo : le football", url="https://echo.example/2"),
    ]
    take_in(store, {a_source("echo"): items, a_source("lagune"): [a_raw_item(url="https://l.example/")]}, now=NOW)

    output = io.StringIO()
    assert export_articles(store, ALWAYS, output, form="jsonl", source="echo", country="TG", category="sport") == 1
    assert output.getvalue() == (
        '{"url": "https://echo.example/2", "title": "Togo : le football", '
        '"published": "2026-03-05T12:00:00+00:00", "country": ["TG"], '
        '"category": "sport", "language": "fr", "source": "Echo"}\n'
    )


def test_export_from_an_unknown_source_says_where_to_look(sqlite_store):
    with pytest.raises(NotFound, match="no source “nobody”"):
        exported(sqlite_store, source="nobody")


def test_export_names_a_source_so_that_it_is_found_again(sqlite_store, tmp_path):
    known = [Source("zou", "Écho du Zou"), Source("echo-du-zou", "Écho du Zou"), Source("raya", "الراية")]
    items = [a_raw_item(url=f"https://echo.example/{number}") for number in range(3)]
    take_in(sqlite_store, {source: [item] for source, item in zip(known, items, strict=True)}, now=NOW)
    (tmp_path / "all.csv").write_text(exported(sqlite_store), encoding="utf-8")

    assert import_file(sqlite_store, tmp_path / "all.csv", now=NOW) == Report(unchanged=3)
    assert [archived.source for archived in everything(sqlite_store)] == known


# Without “Ã” and its like: text that looks like UTF-8 read twice is put right by every import.
NASTY = st.text(
    st.sampled_from("=+-@'\";,|\t\r\n&<>;#abéÉœ «»’“”…😀\u0301\u200f\u202eبةمש\0\x0b\x85\u2028")
    | st.characters(min_codepoint=0x100, max_codepoint=0x2FFF),
    max_size=60,
)
MARKUP = st.sampled_from(
    ["<p>L’eau.</p>", "&lt;b&gt;", "&amp;amp;", "<rss", "&copy", "<!-- x", "A&nbsp;: b", "=1+1"]
)
TEXTS = st.lists(NASTY | MARKUP, max_size=4).map(" ".join)
MOMENTS = st.integers(0, 25 * 365 * 86_400 * 1_000_000).map(lambda us: NOON - timedelta(microseconds=us))
SIZES = st.none() | st.integers(1, 4000)
PICTURES = st.builds(
    Picture, st.from_regex(r"https://[a-z]{1,3}\.example/[ -~]{0,9}", fullmatch=True), TEXTS, SIZES, SIZES
)
COUNTRIES = st.sampled_from(
    sorted(name for code, name in country_names("fr").items() if code not in ("IC", "001"))
)
ITEMS = st.builds(
    RawItem,
    title=TEXTS.filter(lambda text: clean_line(text) == clean_line(clean_line(text)) != ""),
    where=st.just("here"),
    url=st.none() | st.from_regex(r"https?://[a-z]{1,3}\.example/[a-zé/]{0,9}(\?[a-z]=[1-9])?", fullmatch=True),
    # A lead that breaks off is made anew of the body, as that of any other summary is.
    summary=TEXTS.filter(lambda text: not text.rstrip().endswith((".", "…"))),
    body=TEXTS,
    published_at=MOMENTS,
    modified_at=st.none() | MOMENTS,
    labels=st.tuples(COUNTRIES, st.sampled_from(["Sport", "Société", "Carnet de route"])),
    language=st.sampled_from([None, "fr", "en", "pt", "ar"]),
    picture=st.none() | PICTURES,
)
NAMES = st.sampled_from(["Écho du Zou", "=Zou", "Sahel & Cie", "La “Lagune”; matin"])


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    handed_in=st.dictionaries(NAMES, st.lists(ITEMS, min_size=1, max_size=4), min_size=1, max_size=3),
    form=st.sampled_from(["csv", "jsonl"]),
)
def test_round_trip_gives_the_same_articles(handed_in, form, sqlite_template, tmp_path_factory):
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there")
    with databases.opened(databases.copy_of(sqlite_template, here)) as store:
        take_in(store, {Source(key_of(name), name): items for name, items in handed_in.items()}, now=NOW)
        expected = everything(store)
        (here / f"all.{form}").write_text(exported(store, form), encoding="utf-8", newline="")
    with databases.opened(databases.copy_of(sqlite_template, there)) as store:
        assert import_file(store, here / f"all.{form}", now=NOW + timedelta(days=1)) == Report(new=len(expected))
        assert by_url(everything(store)) == by_url(expected)


def by_url(archived: list[Archived]) -> dict[str, Archived]:
    """The articles by their address; which of several countries is the first may change."""
    return {each.url: replace(each, countries=tuple(sorted(each.countries))) for each in archived}

import json
from datetime import UTC, datetime

import pytest

from digest.core.article import Picture, RawItem
from digest.core.country import country_names
from digest.core.errors import InvalidInput
from digest.core.gazetteer import country_of
from digest.sources.reading import Broken
from digest.sources.records import read_csv, read_json_lines
from digest.sources.tabular import header_of
from tests.wire.samples import sample


def test_csv_reads_good_rows_and_reports_broken_ones_by_line():
    reading = read_csv(sample("articles.csv").decode(), "articles.csv")

    assert reading.entries == (
        RawItem(
            title='Bénin : la lagune, "propre" enfin',
            where="articles.csv, line 2",
            url="https://lagune.example/1",
            summary="Un résumé.",
            published_at=datetime(2026, 3, 5, 6, tzinfo=UTC),
            labels=("environment", "Benin"),
            language="fr",
            picture=Picture("https://lagune.example/1.jpg"),
            source="La Lagune",
        ),
        RawItem(
            title="Un titre\nsur deux lignes",
            where="articles.csv, line 3",
            url="https://lagune.example/2",
            published_at=datetime(2026, 3, 5, tzinfo=UTC),
            labels=("Société", "Togo", "Ghana"),
        ),
        Broken("articles.csv, line 5", "has no url"),
        Broken(
            "articles.csv, line 6",
            "has a date that cannot be read: “05/13/2026”; write 2024-03-06 or 2024-03-06T10:30Z",
        ),
        Broken("articles.csv, line 7", "has 12 cells, the header has 10"),
        RawItem(
            title="Le port rouvre",
            where="articles.csv, line 9",
            url="https://rivage.example/6",
            source="Le Rivage",
        ),
    )


def test_csv_goes_on_after_a_row_that_is_not_csv():
    text = 'url,title\nhttps://e.example/1,"Une"x\nhttps://e.example/2,Deux\n'

    broken, item = read_csv(text, "a.csv").entries

    assert (broken.where, item.title) == ("a.csv, line 2", "Deux")
    assert broken.why.startswith("cannot be read as CSV")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_takes_the_delimiter_of_the_header(delimiter):
    text = f"{delimiter.join(['Title', 'URL'])}\r\n{delimiter.join(['Une', 'https://e.example/1'])}\r\n"

    assert read_csv(text, "a.csv").entries == (RawItem("Une", "a.csv, line 2", "https://e.example/1"),)


def test_csv_reads_what_is_known_of_the_picture_the_guid_and_the_last_change():
    text = (
        "url,title,image,image_alt,image_width,image_height,guid,modified\n"
        "https://e.example/1,Une,https://e.example/1.jpg,La crue,800,500px,tag:e.example:1,2026-03-05T07:00Z\n"
        "https://e.example/2,Deux,,Sans image,800,,,hier matin\n"
        "https://e.example/3,Trois,https://e.example/3.jpg,,wide,-3,,\n"
    )

    assert read_csv(text, "a.csv").entries == (
        RawItem(
            "Une",
            "a.csv, line 2",
            "https://e.example/1",
            modified_at=datetime(2026, 3, 5, 7, tzinfo=UTC),
            guid="tag:e.example:1",
            picture=Picture("https://e.example/1.jpg", "La crue", 800, 500),
        ),
        Broken(
            "a.csv, line 3",
            "has a date that cannot be read: “hier matin”; write 2024-03-06 or 2024-03-06T10:30Z",
        ),
        RawItem("Trois", "a.csv, line 4", "https://e.example/3", picture=Picture("https://e.example/3.jpg")),
    )


def test_csv_reads_cells_that_were_kept_from_being_formulas():
    text = "url,title,summary\nhttps://e.example/1,'=1+1,''-5\n"

    assert read_csv(text, "a.csv").entries == (
        RawItem("=1+1", "a.csv, line 2", "https://e.example/1", summary="'-5"),
    )


def test_csv_reads_cells_of_any_length_that_a_report_has():
    body = "mot " * 50_000

    [item] = read_csv(f"url,title,body\nhttps://e.example/1,Une,{body}\n", "a.csv").entries

    assert item.body == body.strip()


def test_countries_by_their_codes_are_known_to_tagging():
    codes = sorted(set(country_names("en")) - {"CQ", "IC"})

    [item] = read_json_lines(
        json.dumps({"url": "https://e.example/1", "title": "Une", "country": codes}), "a.jsonl"
    ).entries

    assert [country_of(label) for label in item.labels] == codes


def test_article_that_was_exported_without_an_address_has_none():
    [item] = read_json_lines('{"url": "urn:digest:0123", "title": "Une"}', "a.jsonl").entries

    assert item == RawItem("Une", "a.jsonl, line 1")


def test_csv_without_the_columns_it_needs_says_which():
    with pytest.raises(
        InvalidInput, match=r"a\.csv has no column url; its first line names some of: url, title, "
    ):
        read_csv("title,body\nUne,Deux\n", "a.csv")


@pytest.mark.parametrize(("line", "expected"), [("titre;lien", None), ("a;title", (";", ["a", "title"]))])
def test_header_of(line, expected):
    assert header_of(line) == expected


def test_json_lines_reads_good_lines_and_reports_broken_ones():
    reading = read_json_lines(sample("articles.jsonl").decode(), "articles.jsonl")

    assert reading.entries == (
        RawItem(
            title="La lagune",
            where="articles.jsonl, line 1",
            url="https://lagune.example/1",
            published_at=datetime(2026, 3, 5, 6, tzinfo=UTC),
            labels=("Météo", "Benin", "Togo"),
        ),
        Broken("articles.jsonl, line 2", "is not JSON"),
        Broken("articles.jsonl, line 3", "is not a JSON object"),
        RawItem(
            title="Le port", where="articles.jsonl, line 5", url="https://lagune.example/4", labels=("World",)
        ),
    )

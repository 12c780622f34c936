from datetime import timedelta

import pytest

from digest.core.article import Source
from digest.core.errors import InvalidInput
from digest.wire.files import import_file
from digest.wire.given import Given
from digest.wire.intake import Report
from tests.builders import NOON
from tests.wire.samples import FOLDER
from tests.wire.window import all_articles

NOW = NOON + timedelta(days=1)


@pytest.mark.parametrize(
    ("name", "new", "broken", "keys"),
    [
        ("feed.rss", 2, 1, {"echo-du-zou"}),
        ("feed.atom", 1, 0, {"the-copper-mail"}),
        ("posts.json", 2, 1, {"sahel-example"}),
        ("articles.csv", 3, 3, {"la-lagune", "lagune-example", "le-rivage"}),
        ("articles.jsonl", 2, 2, {"lagune-example"}),
        ("page.txt", 4, 0, {"page"}),
    ],
)
def test_import_takes_a_file_in_once(store, name, new, broken, keys):
    first = import_file(store, FOLDER / name, now=NOW)
    again = import_file(store, FOLDER / name, now=NOW + timedelta(hours=1))

    assert (first.new, first.changed, first.unchanged, len(first.broken)) == (new, 0, 0, broken)
    assert again == Report(unchanged=new, broken=first.broken)
    assert {article.source.key for article in all_articles(store)} == keys


def test_import_of_a_capture_gives_the_article_and_its_sidebar(sqlite_store):
    given = Given(key="atakora", name="Atakora Info", url="https://atakora.example/ecole")

    import_file(sqlite_store, FOLDER / "page.txt", given, now=NOW)

    found = {article.title: article for article in all_articles(sqlite_store)}
    main = found["Les sages-femmes d’Atakora ouvrent une école"]
    assert (main.url, main.category, main.countries) == ("https://atakora.example/ecole", "health", ("BJ",))
    assert main.source == Source("atakora", "Atakora Info")
    assert {article.countries for article in found.values()} == {("BJ",), ("TG",), ("CL",), ("CI",)}
    assert [a.link for a in found.values() if a is not main] == [None, None, None]


def test_import_gives_a_date_to_items_that_have_none(sqlite_store):
    import_file(sqlite_store, FOLDER / "page.txt", Given(published_at=NOON), now=NOW)

    dates = {article.title: article.published_at for article in all_articles(sqlite_store)}
    assert dates.pop("Les sages-femmes d’Atakora ouvrent une école") < NOON
    assert set(dates.values()) == {NOON}


def test_import_puts_all_of_a_file_under_the_source_that_was_given(sqlite_store):
    import_file(sqlite_store, FOLDER / "articles.csv", Given(key="lagune"), now=NOW)

    assert {article.source for article in all_articles(sqlite_store)} == {Source("lagune", "lagune")}


def test_import_refuses_an_address_for_a_file_that_has_its_own(sqlite_store):
    with pytest.raises(InvalidInput, match="--url is for the capture of a page"):
        import_file(sqlite_store, FOLDER / "feed.rss", Given(url="https://echo.example/"), now=NOW)

    assert all_articles(sqlite_store) == []


@pytest.mark.parametrize(("name", "words"), [("missing.csv", "No such file"), ("", "Is a directory")])
def test_import_says_what_it_cannot_read(sqlite_store, tmp_path, name, words):
    with pytest.raises(InvalidInput, match=f"cannot be read: {words}"):
        import_file(sqlite_store, tmp_path / name, now=NOW)


def test_import_of_a_header_alone_takes_in_nothing(sqlite_store, tmp_path):
    path = tmp_path / "quiet-day.csv"
    path.write_text("url,title\n")

    assert import_file(sqlite_store, path, now=NOW) == Report()


def test_import_refuses_an_empty_file(sqlite_store, tmp_path):
    path = tmp_path / "nothing.csv"
    path.touch()

    with pytest.raises(InvalidInput, match="is empty"):
        import_file(sqlite_store, path, now=NOW)

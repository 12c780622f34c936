"""Subscribers are taken in once, with what they chose; whoever left stays away."""

from pathlib import Path

import pytest

from digest.circulation.subscribers import (
    BrokenRow,
    Imported,
    NewSubscriber,
    add_subscribers,
    import_subscribers,
    normalise_address,
    read_choice,
)
from digest.core.errors import InvalidInput, NotFound
from digest.core.own_category import OwnCategory
from digest.core.subscriber import Choice, Format
from digest.core.suppression import address_key
from digest.db import subscribers, suppressions
from digest.db.store import Store
from digest.db.subscribers import Joined
from digest.desk.naming import add_category
from tests.builders import NOON
from tests.db.given import an_edition_in

SECRET = b"a secret of the tests, long enough to be one"


def a_file(folder: Path, text: str) -> Path:
    path = folder / "people.csv"
    path.write_text(text, encoding="utf-8")
    return path


def subscribed(store: Store) -> list[tuple[str, str, Choice]]:
    with store.reading() as session:
        return [(s.subscriber.email, s.subscriber.name, s.choice) for s in subscribers.active(session, 1)]


def test_file_is_taken_in_with_names_and_choices(store: Store, tmp_path: Path) -> None:
    an_edition_in(store)
    path = a_file(
        tmp_path,
        "email,name,countries,categories,format\n"
        "Awa@Lectrices.example,Awa,BJ ci,security,text\n"
        "koffi@lecteurs.example,,,,\n",
    )

    result = import_subscribers(store, "ouest", path, secret=SECRET, now=NOON)

    assert result == Imported(added=2, known=0, gone=0, broken=())
    assert subscribed(store) == [
        ("Awa@lectrices.example", "Awa", Choice(("BJ", "CI"), ("security",), Format.TEXT)),
        ("koffi@lecteurs.example", "", Choice()),
    ]


def test_second_import_changes_nothing(store: Store, tmp_path: Path) -> None:
    an_edition_in(store)
    path = a_file(tmp_path, "email\nawa@lectrices.example\n")
    import_subscribers(store, "ouest", path, secret=SECRET, now=NOON)

    assert import_subscribers(store, "ouest", path, secret=SECRET, now=NOON) == Imported(0, 1, 0, ())


def test_whoever_left_is_not_brought_back(store: Store, tmp_path: Path) -> None:
    edition = an_edition_in(store)
    path = a_file(tmp_path, "email\nawa@lectrices.example\n")
    import_subscribers(store, "ouest", path, secret=SECRET, now=NOON)
    with store.writing() as session:
        subscribers.leave(session, 1, edition.id, at=NOON)

    assert import_subscribers(store, "ouest", path, secret=SECRET, now=NOON) == Imported(0, 0, 1, ())
    assert subscribed(store) == []


def test_broken_rows_are_named_and_the_others_kept(store: Store, tmp_path: Path) -> None:
    an_edition_in(store)
    path = a_file(
        tmp_path,
        "email,countries,categories,format\n"
        "no address,,,\n"
        "a@lectrices.example,Bénin,,\n"
        "b@lectrices.example,,foot,\n"
        "c@lectrices.example,,,html\n"
        "d@lectrices.example,BJ,,\n",
    )

    result = import_subscribers(store, "ouest", path, secret=SECRET, now=NOON)

    assert (result.added, [row.line for row in result.broken]) == (1, [2, 3, 4, 5])
    assert result.broken[1:] == (
        BrokenRow(3, "“BÉNIN” is not a country code"),
        BrokenRow(4, "“foot” is not a category"),
        BrokenRow(5, "“html” is not a format; choose from full, light, text"),
    )
    assert "“no address” is not an e-mail address" in result.broken[0].why


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "needs a first line with the columns email, name"),
        ("mail\na@b.example\n", "needs a first line with the columns email, name"),
        ("email,phone\na@b.example,1\n", "has columns that are not known: phone"),
        (f"email\n{'a' * 6_000_000}@b.example\n", "is not a CSV file: field larger than field limit"),
    ],
)
def test_file_without_the_right_columns_is_refused(store: Store, tmp_path: Path, text: str, message: str) -> None:
    an_edition_in(store)

    with pytest.raises(InvalidInput, match=message):
        import_subscribers(store, "ouest", a_file(tmp_path, text), secret=SECRET, now=NOON)


def test_file_that_cannot_be_read_is_named(store: Store, tmp_path: Path) -> None:
    binary = tmp_path / "people.csv"
    binary.write_bytes("email\né@b.example".encode("utf-16"))

    with pytest.raises(InvalidInput, match="is not UTF-8 text"):
        import_subscribers(store, "ouest", binary, secret=SECRET, now=NOON)
    with pytest.raises(InvalidInput, match="No such file"):
        import_subscribers(store, "ouest", tmp_path / "nobody.csv", secret=SECRET, now=NOON)


def test_unknown_edition_takes_nobody_in(store: Store) -> None:
    with pytest.raises(NotFound, match="There is no edition “ouest”"):
        add_subscribers(
            store, "ouest", [NewSubscriber("awa@lectrices.example")], consent="asked", secret=SECRET, now=NOON
        )


def test_consent_is_kept_with_the_subscription(store: Store) -> None:
    edition = an_edition_in(store)

    joined = add_subscribers(
        store,
        "ouest",
        [NewSubscriber("awa@lectrices.example")],
        consent="form of 3 March",
        secret=SECRET,
        now=NOON,
    )

    assert joined == [Joined.ADDED]
    with store.reading() as session:
        [stored] = subscribers.every(session, edition.id)
    assert (stored.consent, stored.subscribed_at) == ("form of 3 March", NOON)


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        (" Awa@LECTRICES.example ", "Awa@lectrices.example"),
        ("awa@éclair.example", "awa@xn--clair-9ra.example"),
    ],
)
def test_address_is_compared_by_its_ascii_domain(address: str, normal: str) -> None:
    assert normalise_address(address) == normal


def test_choice_is_read_as_people_write_it() -> None:
    assert read_choice("bj, ci  ml", "Security,politics", "") == Choice(
        ("BJ", "CI", "ML"), ("security", "politics")
    )


def test_category_that_was_added_is_chosen(store: Store, tmp_path: Path) -> None:
    edition = an_edition_in(store)
    path = a_file(tmp_path, "email,categories\nawa@lectrices.example,port\nkoffi@lecteurs.example,quai\n")
    add_category(store, OwnCategory("port", "Le port", "The port"))

    assert import_subscribers(store, "ouest", path, secret=SECRET, now=NOON) == Imported(
        1, 0, 0, (BrokenRow(3, "“quai” is not a category"),)
    )
    with store.reading() as session:
        [stored] = subscribers.every(session, edition.id)
    assert stored.choice == Choice(categories=("port",))


def test_suppressed_address_is_not_taken_in_again_even_where_nothing_else_is_left_of_it(store: Store) -> None:
    an_edition_in(store)
    key = address_key(SECRET, "Awa@lectrices.example")
    with store.writing() as session:
        suppressions.suppress(session, key, 0, reason="complaint", now=NOON)
    people = [NewSubscriber("awa@lectrices.example"), NewSubscriber("koffi@lecteurs.example")]

    joined = add_subscribers(store, "ouest", people, consent="asked", secret=SECRET, now=NOON)

    assert joined == [Joined.GONE, Joined.ADDED]


def test_released_address_is_taken_in_again(store: Store) -> None:
    an_edition_in(store)
    key = address_key(SECRET, "awa@lectrices.example")
    with store.writing() as session:
        suppressions.suppress(session, key, 0, reason="complaint", now=NOON)
        suppressions.release(session, key, "awa@lectrices.example", because="she asked", now=NOON)
        with pytest.raises(NotFound, match=r"awa@lectrices\.example is not suppressed"):
            suppressions.release(session, key, "awa@lectrices.example", because="again", now=NOON)

    people = [NewSubscriber("awa@lectrices.example")]
    assert add_subscribers(store, "ouest", people, consent="asked", secret=SECRET, now=NOON) == [Joined.ADDED]

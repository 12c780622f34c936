"""Removing a category: refused while anything names it, or everything moved to another one."""

from collections.abc import Iterable

import pytest

from digest.circulation.subscribers import NewSubscriber, add_subscribers
from digest.core.article import Evidence
from digest.core.edition import Edition, SectionPlan, Weights
from digest.core.errors import Conflict, InvalidInput
from digest.core.naming import OUR_NAMES, CategoryNames
from digest.core.own_category import OwnCategory
from digest.core.subscriber import Choice
from digest.db import categories, editions, labels, sources, subscribers
from digest.db.articles import in_window
from digest.db.category_uses import Uses
from digest.db.dossier import dossier
from digest.db.labelled import CHUNK
from digest.db.store import Store
from digest.desk.naming import add_category
from digest.desk.removal import remove_category
from digest.wire.intake import take_in
from digest.wire.mapping import map_label
from tests.builders import NOON, a_raw_item, a_source, an_edition
from tests.wire.test_mapping import ALWAYS

PORT = OwnCategory("port", "Le port", "The port", "economy")


def names_in(store: Store) -> CategoryNames:
    with store.reading() as session:
        return categories.names(session)


def put(store: Store, edition: Edition) -> None:
    with store.writing() as session:
        editions.save(session, edition, now=NOON)


def take(store: Store, count: int, *, label: str = "Le port") -> None:
    site = f"https://echo.example/{len(label)}"
    items = [a_raw_item(f"Nouvelle {n}", url=f"{site}/{n}", labels=(label, "Bénin")) for n in range(count)]
    take_in(store, {a_source(): items}, now=NOON)


def subscribe(store: Store, email: str, chosen: Iterable[str]) -> None:
    person = NewSubscriber(email, choice=Choice(categories=tuple(chosen)))
    add_subscribers(store, "ouest", [person], consent="asked", secret=b"", now=NOON)


def refusal(store: Store, *, into: str | None = None) -> str:
    with pytest.raises(Conflict) as refused:
        remove_category(store, "port", into=into)
    assert names_in(store).own == (PORT,)
    return str(refused.value)


def test_category_that_nothing_names_is_removed(store: Store) -> None:
    add_category(store, PORT)

    assert remove_category(store, "port") == Uses()
    assert names_in(store) == OUR_NAMES


def test_category_is_refused_with_what_names_it_and_nothing_changes(store: Store) -> None:
    put(store, an_edition())
    add_category(store, PORT)
    take(store, 1)
    take(store, 1, label="Quai")
    map_label(store, "Quai", "port", source=None, now=NOON)
    subscribe(store, "awa@lectrices.example", ["port"])
    subscribe(store, "koffi@lecteurs.example", ["portrait", "sport"])

    assert refusal(store) == (
        "“port” is in use: 2 articles, 1 decision about a label, 1 subscription; say which category takes its "
        "place: digest category remove port --into CATEGORY"
    )
    with store.reading() as session:
        assert len(in_window(session, ALWAYS, ["BJ"], ["port"])) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"categories": ("sport", "port")},
        {"sections": (SectionPlan("Quais", categories=("port",)),)},
        {"weights": Weights(categories=(("port", 0.9),))},
        {"weights": Weights(half_lives=(("port", 9.0),))},
    ],
)
@pytest.mark.parametrize("into", [None, "economy"])
def test_category_is_refused_while_an_edition_names_it(
    sqlite_store: Store, changes: dict[str, object], into: str | None
) -> None:
    add_category(sqlite_store, PORT)
    put(sqlite_store, an_edition("ouest", **changes))
    put(sqlite_store, an_edition("sahel", **changes))
    put(sqlite_store, an_edition("port"))

    told = refusal(sqlite_store, into=into)

    assert told.startswith("“port” stands in the definition of ouest, sahel; take it out first:")


def test_everything_moves_to_the_category_that_takes_its_place(store: Store) -> None:
    put(store, an_edition())
    add_category(store, PORT)
    take(store, CHUNK + 1)
    take(store, 1, label="Quai")
    map_label(store, "Quai", "port", source=None, now=NOON)
    subscribe(store, "awa@lectrices.example", ["sport", "port", "economy"])
    subscribe(store, "koffi@lecteurs.example", ["port"])

    assert remove_category(store, "port", into="economy") == Uses(CHUNK + 2, 1, 2)

    assert names_in(store) == OUR_NAMES
    with store.reading() as session:
        found = in_window(session, ALWAYS, ["BJ"], ["economy"])
        edition_id = editions.find(session, "ouest").id
        chosen = [each.choice.categories for each in subscribers.every(session, edition_id)]
        decided = labels.mapped(session, sources.find(session, "echo").id)
        evidence = dossier(session, str(found[0].id)).evidence
    assert [article.category for article in found] == ["economy"] * (CHUNK + 2)
    assert chosen == [("sport", "economy"), ("economy",)]
    assert decided == {"quai": "economy"}
    assert evidence == (Evidence("BJ", "label", "Bénin"), Evidence("economy", "label", "Le port"))


def test_moved_articles_follow_the_next_decision(store: Store) -> None:
    add_category(store, PORT)
    take(store, 1, label="Quai")
    map_label(store, "Quai", "port", source=None, now=NOON)
    remove_category(store, "port", into="economy")

    assert map_label(store, "Quai", "sport", source=None, now=NOON).articles == 1


@pytest.mark.parametrize(
    ("category", "into", "told"),
    [
        ("sport", "economy", "“sport” came with digest and stays"),
        ("quai", None, "“quai” is not a category"),
        ("port", "port", "“port” is not a category"),
        ("port", "quai", "“quai” is not a category"),
    ],
)
def test_category_that_cannot_go_or_take_its_place_is_named(
    sqlite_store: Store, category: str, into: str | None, told: str
) -> None:
    add_category(sqlite_store, PORT)

    with pytest.raises(InvalidInput, match=told):
        remove_category(sqlite_store, category, into=into)
    assert names_in(sqlite_store).own == (PORT,)

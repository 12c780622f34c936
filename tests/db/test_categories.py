"""Categories that were added, and names of their own for ours, kept."""

from digest.core.naming import OUR_NAMES, CategoryNames
from digest.core.own_category import OwnCategory
from digest.db import categories
from digest.db.store import Store

RENAMED = OUR_NAMES.rename("security", fr="Défense", en="Defence").rename("people", fr="Portraits")


def stored(store: Store) -> CategoryNames:
    with store.reading() as session:
        return categories.names(session)


def keep(store: Store, names: CategoryNames, *changed: str) -> None:
    with store.writing() as session:
        for category in changed:
            categories.save(session, category, names)


def test_names_are_ours_at_first(store: Store) -> None:
    assert stored(store) == OUR_NAMES


def test_new_names_are_kept_and_replaced(store: Store) -> None:
    keep(store, RENAMED, "security", "people")
    again = RENAMED.rename("security", fr="Paix et sécurité")
    keep(store, again, "security")

    assert {each.category: (each.fr, each.en) for each in stored(store).renamed} == {
        "people": ("Portraits", "People"),
        "security": ("Paix et sécurité", "Defence"),
    }


def test_category_that_is_no_longer_renamed_has_no_names_of_its_own(store: Store) -> None:
    keep(store, RENAMED, "security", "people")
    keep(store, RENAMED.reset("security"), "security")

    assert [each.category for each in stored(store).renamed] == ["people"]


def test_added_categories_are_kept_renamed_and_removed(store: Store) -> None:
    port, quay = OwnCategory("port", "Le port", "The port", "economy"), OwnCategory("a-quai", "À quai", "Quayside")
    names = RENAMED.add(port).add(quay)
    keep(store, names, "security", "people", "port", "a-quai")

    assert stored(store) == CategoryNames(
        tuple(sorted(RENAMED.renamed, key=lambda each: each.category)), (quay, port)
    )

    keep(store, names.rename("port", en="Harbour").remove("a-quai"), "port", "a-quai")
    assert stored(store).own == (OwnCategory("port", "Le port", "Harbour", "economy"),)

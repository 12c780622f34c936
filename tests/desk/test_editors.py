"""Editors' accounts: made once, signed in to with the right password alone."""

import pytest

from digest.core.errors import Conflict, InvalidInput, NotFound
from digest.core.role import Role
from digest.db import editors as rows
from digest.db.store import Store
from digest.desk import editors
from tests.builders import NOON

EMAIL, PASSWORD = "koffi@lalagune.example", "douze palmiers au bord de l’eau"


def test_editor_signs_in_with_the_right_password_alone(sqlite_store: Store) -> None:
    koffi = editors.add(sqlite_store, EMAIL, "Koffi", PASSWORD, now=NOON)

    assert editors.sign_in(sqlite_store, EMAIL, PASSWORD) == koffi
    assert editors.sign_in(sqlite_store, f" {EMAIL.title()} ", PASSWORD) == koffi
    assert editors.sign_in(sqlite_store, EMAIL, PASSWORD + "x") is None
    assert editors.sign_in(sqlite_store, "awa@lalagune.example", PASSWORD) is None


def test_password_is_stored_as_an_argon2_hash(sqlite_store: Store) -> None:
    editors.add(sqlite_store, EMAIL, "Koffi", PASSWORD, now=NOON)

    with sqlite_store.reading() as session:
        stored = rows.find_by_email(session, EMAIL)

    assert stored is not None
    assert stored.password_hash.startswith("$argon2id$")
    assert PASSWORD not in stored.password_hash


@pytest.mark.parametrize("password", ["elf letters", "x" * 129])
def test_password_of_the_wrong_length_is_refused(sqlite_store: Store, password: str) -> None:
    with pytest.raises(InvalidInput, match="A password has 12 to 128 characters"):
        editors.add(sqlite_store, EMAIL, "Koffi", password, now=NOON)


def test_address_is_taken_once(sqlite_store: Store) -> None:
    editors.add(sqlite_store, EMAIL, "Koffi", PASSWORD, now=NOON)

    with pytest.raises(Conflict, match="There is an editor with the address"):
        editors.add(sqlite_store, EMAIL, "Another Koffi", PASSWORD, now=NOON)


def test_first_account_is_the_owners_and_later_ones_are_editors(sqlite_store: Store) -> None:
    roles = [
        editors.add(sqlite_store, f"{name}@lalagune.example", name, PASSWORD, role=role, now=NOON).role
        for name, role in (("awa", None), ("koffi", None), ("yao", Role.OPERATOR))
    ]

    assert roles == [Role.OWNER, Role.EDITOR, Role.OPERATOR]


def test_account_is_for_editions_that_exist(sqlite_store: Store) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        editors.add(sqlite_store, EMAIL, "Koffi", PASSWORD, only=["nowhere"], now=NOON)

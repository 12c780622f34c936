"""Editors: one for each address; the hash never shows by accident."""

import pytest

from digest.core.errors import Conflict, NotFound
from digest.core.role import Act, Role
from digest.db import editors
from digest.db.editors import Editor, StoredEditor
from digest.db.store import Store
from tests.builders import NOON


def add(store: Store, email: str, name: str = "Mariam") -> Editor:
    with store.writing() as session:
        return editors.add(session, email=email, name=name, password_hash="$argon2id$…", now=NOON)


def test_add_keeps_an_editor_as_they_are(store: Store) -> None:
    editor = add(store, "mariam@lalagune.example")

    assert editor == Editor(1, "mariam@lalagune.example", "Mariam")
    with store.reading() as session:
        assert editors.find_by_email(session, editor.email) == StoredEditor(editor, "$argon2id$…")


def test_add_refuses_an_address_that_is_taken(store: Store) -> None:
    add(store, "mariam@lalagune.example")

    with pytest.raises(Conflict, match=r"mariam@lalagune\.example already"):
        add(store, "mariam@lalagune.example", name="Somebody else")

    with store.reading() as session:
        assert [editor.name for editor in editors.every(session)] == ["Mariam"]


def test_every_is_in_the_order_of_addresses(store: Store) -> None:
    for email in ("yao@lalagune.example", "abdou@lalagune.example"):
        add(store, email)

    with store.reading() as session:
        assert [editor.email for editor in editors.every(session)] == [
            "abdou@lalagune.example",
            "yao@lalagune.example",
        ]


def test_find_by_email_of_a_stranger_is_none(store: Store) -> None:
    with store.reading() as session:
        assert editors.find_by_email(session, "nobody@lalagune.example") is None


def test_stored_editor_does_not_show_its_hash() -> None:
    assert "argon2" not in repr(StoredEditor(Editor(1, "mariam@lalagune.example", "Mariam"), "$argon2id$…"))


def test_grant_gives_another_role_in_some_editions(store: Store) -> None:
    add(store, "mariam@lalagune.example")

    with store.writing() as session:
        mariam = editors.grant(session, "mariam@lalagune.example", Role.CHIEF, ["ouest"])

    assert mariam == Editor(1, "mariam@lalagune.example", "Mariam", Role.CHIEF, ("ouest",))
    assert [mariam.may(Act.APPROVE, key) for key in ("ouest", "est")] == [True, False]
    with store.reading() as session:
        assert editors.every(session) == [mariam]


def test_grant_leaves_the_newsroom_an_owner(store: Store) -> None:
    mariam, yao = "mariam@lalagune.example", "yao@lalagune.example"
    for email in (mariam, yao):
        add(store, email)

    with store.writing() as session:
        editors.grant(session, mariam, Role.OWNER, ())
    with pytest.raises(Conflict, match="Mariam is the only owner"), store.writing() as session:
        editors.grant(session, mariam, Role.READER, ())
    with store.writing() as session:
        editors.grant(session, yao, Role.OWNER, ())
        assert editors.grant(session, mariam, Role.READER, ()).role is Role.READER


def test_grant_to_a_stranger_is_refused(store: Store) -> None:
    with pytest.raises(NotFound, match="no editor with the address nobody"), store.writing() as session:
        editors.grant(session, "nobody@lalagune.example", Role.READER, ())


def test_remove_takes_an_account_and_leaves_the_newsroom_an_owner(store: Store) -> None:
    mariam, yao = "mariam@lalagune.example", "yao@lalagune.example"
    for email in (mariam, yao):
        add(store, email)

    with store.writing() as session:
        owner = editors.grant(session, mariam, Role.OWNER, ())
        assert editors.remove(session, yao).email == yao
    with pytest.raises(Conflict, match="Mariam is the only owner"), store.writing() as session:
        editors.remove(session, mariam)
    with pytest.raises(NotFound, match="no editor with the address yao"), store.writing() as session:
        editors.remove(session, yao)
    with store.reading() as session:
        assert editors.every(session) == [owner]

"""The journal: what editors did, as sentences in both languages, with the hours of the edition."""

import pytest

from digest.core.edits import (
    Add,
    Command,
    Drop,
    Hold,
    Illustrate,
    Introduce,
    Lead,
    Move,
    Part,
    Pin,
    Preheader,
    Restore,
    Rewrite,
    Subject,
)
from digest.core.suggest import suggest_subjects
from digest.db.store import Store
from digest.desk.journal import journal, message_of
from digest.desk.undo import redo, undo
from digest.locale import words
from tests.builders import TODAY, a_content
from tests.desk.editing import CLOSES, an_issue_on_the_desk, do, ids

EVERY: tuple[Command, ...] = (
    Pin(1, 2),
    Move(1, "Mali", 2),
    Lead(1),
    Drop(1),
    Drop(1, "déjà lu"),
    Hold(1),
    Restore(1),
    Add(1),
    *(Rewrite(1, part, text) for part in Part for text in ("Autre", None)),
    Illustrate(1, 2),
    Illustrate(1, None),
    Introduce("Bonjour."),
    Introduce(""),
    Subject("Objet"),
    Subject(""),
    Preheader("Suite"),
    Preheader(""),
)


def test_journal_tells_who_did_what_and_when(store: Store) -> None:
    story = ids(an_issue_on_the_desk(store).content)["Un quai neuf au port d’Abidjan"]
    do(store, Drop(story, "déjà lu"), by="Koffi")
    undo(store, "ouest", TODAY, editor="Awa", now=CLOSES)
    redo(store, "ouest", TODAY, editor="Koffi", now=CLOSES)

    french = journal(store, "ouest", TODAY, language="fr")
    english = journal(store, "ouest", TODAY, language="en")

    assert [line.sentence.replace("\u00a0", " ") for line in french] == [
        "Koffi a écarté « Un quai neuf au port d’Abidjan » : déjà lu",
        "Awa a annulé : Koffi a écarté « Un quai neuf au port d’Abidjan » : déjà lu",
        "Koffi a refait : Koffi a écarté « Un quai neuf au port d’Abidjan » : déjà lu",
    ]
    assert [line.sentence for line in english][:2] == [
        "Koffi took out “Un quai neuf au port d’Abidjan”: déjà lu",
        "Awa took back: Koffi took out “Un quai neuf au port d’Abidjan”: déjà lu",
    ]
    assert [(line.number, line.by, line.is_in_force) for line in french] == [
        (1, "Koffi", True),
        (2, "Awa", False),
        (3, "Koffi", False),
    ]
    local = CLOSES.hour + 1
    assert {line.when for line in french} == {f"6 mars à {local:02}:{CLOSES.minute:02} (Porto-Novo)"}


@pytest.mark.parametrize("command", EVERY, ids=repr)
def test_each_edit_has_a_sentence_of_its_own_in_both_languages(command: Command) -> None:
    message = message_of(command)

    assert words("fr").gettext(message) != message
    assert sum(message_of(other) == message for other in EVERY) == 1


def test_subjects_that_are_suggested_differ_and_begin_with_the_headline() -> None:
    assert suggest_subjects(a_content()) == (
        "Une force commune pour le Sahel",
        "Une force commune pour le Sahel · Crue du fleuve à Malanville",
        "Une force commune pour le Sahel · Le fleuve baisse à Mopti",
    )

"""What sources call their sections: noted once, decided about by source or for all."""

from digest.db import labels, sources
from digest.db.labels import Label
from digest.db.store import Store
from tests.builders import a_source


def two_sources(store: Store) -> tuple[int, int]:
    with store.writing() as session:
        return sources.save(session, a_source("echo")), sources.save(session, a_source("zou"))


def waiting(store: Store) -> list[Label]:
    with store.reading() as session:
        return labels.unmapped(session)


def test_label_is_noted_once_with_its_first_example(store: Store) -> None:
    echo, _ = two_sources(store)

    for example in ("Une nuit au port", "Un autre titre"):
        with store.writing() as session:
            labels.note(session, echo, {"vie du port": example})

    assert waiting(store) == [Label("echo", "vie du port", "Une nuit au port")]


def test_decision_holds_for_one_source_or_for_all(store: Store) -> None:
    echo, zou = two_sources(store)
    with store.writing() as session:
        for source_id in (echo, zou):
            labels.note(session, source_id, {"vie du port": "Une nuit au port", "a chaud": "À chaud"})

        one = labels.assign(session, "vie du port", "economy", source_id=echo)
        both = labels.assign(session, "a chaud", "general", source_id=None)

    assert (one, both) == (1, 2)
    assert waiting(store) == [Label("zou", "vie du port", "Une nuit au port")]
    with store.reading() as session:
        assert labels.mapped(session, echo) == {"vie du port": "economy", "a chaud": "general"}
        assert labels.mapped(session, zou) == {"a chaud": "general"}


def test_label_that_is_decided_about_stays_decided(store: Store) -> None:
    echo, _ = two_sources(store)
    with store.writing() as session:
        labels.note(session, echo, {"vie du port": "Une nuit au port"})
        labels.assign(session, "vie du port", "economy", source_id=None)
        labels.note(session, echo, {"vie du port": "Un autre titre"})

    assert waiting(store) == []


def test_labels_of_one_source_wait_apart(store: Store) -> None:
    echo, zou = two_sources(store)
    with store.writing() as session:
        labels.note(session, echo, {"vie du port": "Une nuit au port"})
        labels.note(session, zou, {"a chaud": "À chaud"})

    with store.reading() as session:
        assert labels.unmapped(session, zou) == [Label("zou", "a chaud", "À chaud")]


def test_decision_is_taken_back_for_one_source_or_for_all(store: Store) -> None:
    echo, zou = two_sources(store)
    with store.writing() as session:
        for source_id in (echo, zou):
            labels.note(session, source_id, {"vie du port": "Une nuit au port", "a chaud": "À chaud"})
        labels.assign(session, "vie du port", "economy", source_id=None)
        labels.assign(session, "a chaud", "general", source_id=zou)

        one = labels.withdraw(session, "vie du port", source_id=echo)
        decided = labels.withdraw(session, "a chaud", source_id=None)

    assert (one, decided) == (1, 1)
    with store.reading() as session:
        assert labels.mapped(session, echo) == {}
        assert labels.mapped(session, zou) == {"vie du port": "economy"}


def test_unknown_label_is_assigned_to_nothing(store: Store) -> None:
    two_sources(store)

    with store.writing() as session:
        assert labels.assign(session, "vie du port", "economy", source_id=None) == 0

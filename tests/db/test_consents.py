from datetime import timedelta

from digest.core.subscriber import Choice, Format
from digest.db import consents
from digest.db.consents import PURPOSE, Consent
from digest.db.store import Store
from tests.builders import NOON
from tests.db.given import an_edition_in

AWA = "awa@lectrices.example"
CHOICE = Choice(("BJ", "ML"), ("economy",), Format.LIGHT)
MINUTE = timedelta(minutes=1)


def ask(store: Store, edition_id: int, email: str = AWA) -> int:
    with store.writing() as session:
        return consents.ask(
            session, edition_id, email, CHOICE, how="form", language="fr", text_hash="ab12", now=NOON
        )


def test_consent_is_confirmed_once(store: Store) -> None:
    edition = an_edition_in(store)
    id = ask(store, edition.id)
    with store.writing() as session:
        confirmed = [consents.confirm(session, id, now=NOON + n * MINUTE) for n in (1, 2)]
        found = consents.find(session, id)

    assert confirmed == [True, False]
    assert found == Consent(id, edition.id, AWA, CHOICE, PURPOSE, "form", "fr", "ab12", NOON, NOON + MINUTE)


def test_what_nobody_confirmed_is_forgotten(store: Store) -> None:
    edition = an_edition_in(store)
    confirmed, unconfirmed = ask(store, edition.id), ask(store, edition.id, "ines@lectrices.example")
    with store.writing() as session:
        consents.confirm(session, confirmed, now=NOON)

        assert consents.forget_unconfirmed(session, before=NOON) == 0
        assert consents.forget_unconfirmed(session, before=NOON + MINUTE) == 1
        assert consents.find(session, unconfirmed) is None
        assert [each.id for each in consents.of_address(session, AWA)] == [confirmed]
        consents.forget_address(session, AWA)
        assert consents.of_address(session, AWA) == []

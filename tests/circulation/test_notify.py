"""Letters on their way: set, signed, handed over, tried again, and kept from whom they must not reach."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import text

from digest.circulation.notify import NOT_NEEDED, PostOffice, send_letters
from digest.core.delivery import Outcome, Receipt
from digest.core.errors import Unavailable
from digest.core.letter import LetterKind
from digest.core.subscriber import Choice
from digest.core.suppression import address_key
from digest.db import consents, letters, reader_choices, suppressions
from digest.db.store import Store
from digest.mail.dkim import Signer
from digest.mail.identity import Identity
from digest.mail.outbox import Outbox
from digest.mail.transport import Outgoing
from digest.render.letters import LetterSetter
from digest.render.themes import open_themes
from tests.builders import NOON, TODAY
from tests.circulation.given import LINKS
from tests.db.given import an_edition_in, readers_in
from tests.mail.keys import ED25519, RSA, verdicts

SETTER = LetterSetter(open_themes(None))
READER, KOFFI = "reader1@lectrices.example", "koffi@lalagune.example"
MINUTE = timedelta(minutes=1)


@dataclass
class Moody(Outbox):
    """A transport that gives the answers it was told to, one call after the other."""

    answers: list[Outcome | Unavailable] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def send(self, batch: Sequence[Outgoing]) -> list[Receipt]:
        answer = self.answers.pop(0)
        if isinstance(answer, Unavailable):
            raise answer
        return [Receipt(answer, text=answer.value)] * len(batch)


def queue(store: Store, kind: LetterKind, to: str = READER, about: int | None = 1, **facts: object) -> int:
    with store.writing() as session:
        return letters.add(session, 1, kind, to, about=about, now=NOON, **facts)  # type: ignore[arg-type]


def post(store: Store, outbox: Outbox, *, after: timedelta = timedelta(), identity: Identity | None = None) -> int:
    office = PostOffice(store, SETTER, LINKS, lambda: outbox, identity or Identity())
    return send_letters(office, clock=lambda: NOON + after)


def parsed(outgoing: Outgoing) -> EmailMessage:
    message = message_from_bytes(b"".join(outgoing.parts), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(outgoing: Outgoing) -> str:
    [plain, _] = parsed(outgoing).iter_parts()
    return str(plain.get_content())


def link_in(outgoing: Outgoing) -> str:
    found = re.search(r"^(https:\S+)\s*$", text_of(outgoing), re.MULTILINE)
    assert found
    return found[1]


def state_of(store: Store, letter_id: int) -> tuple[str, str]:
    with store.reading() as session:
        found = session.execute(text("SELECT state, answer FROM letter WHERE id = :id"), {"id": letter_id}).one()
        return found.state, found.answer


def asked(store: Store) -> int:
    with store.writing() as session:
        return consents.ask(
            session, 1, READER, Choice(("BJ",)), how="/subscribe", language="fr", text_hash="0", now=NOON
        )


@pytest.mark.parametrize(
    ("kind", "subject", "link"),
    [
        (LetterKind.CONFIRM, "Confirmez votre abonnement", LINKS.confirm(1, 1)),
        (LetterKind.WELCOME, "Bienvenue", LINKS.preferences(1, 1)),
        (LetterKind.GOODBYE, "Vous ne recevez plus", LINKS.preferences(1, 1)),
        (LetterKind.PREFERENCES, "Votre lien", LINKS.preferences(1, 1)),
    ],
)
def test_letter_to_a_reader_leads_to_their_own_page(
    store: Store, kind: LetterKind, subject: str, link: str
) -> None:
    readers_in(store, an_edition_in(store), 1)
    asked(store)
    queue(store, kind)
    outbox = Outbox()

    assert post(store, outbox) == 1

    [sent] = outbox.messages
    assert (sent.envelope.sender, sent.envelope.recipient) == ("matin@lalagune.example", READER)
    assert parsed(sent)["Subject"].startswith(subject)
    assert link_in(sent) == link


def test_letter_to_an_editor_leads_to_the_issue(store: Store) -> None:
    an_edition_in(store)
    queue(store, LetterKind.HELD, KOFFI, None, day=TODAY, reason="Le titre est à relire.")
    outbox = Outbox()

    assert post(store, outbox) == 1
    assert link_in(outbox.messages[0]) == "https://news.lalagune.example/desk/ouest/2026-03-06"
    assert "Le titre est à relire." in text_of(outbox.messages[0])


def test_letter_is_signed_with_every_key(store: Store) -> None:
    readers_in(store, an_edition_in(store), 1)
    queue(store, LetterKind.WELCOME)
    outbox = Outbox()

    post(store, outbox, identity=Identity(Signer((RSA, ED25519))))

    assert verdicts(b"".join(outbox.messages[0].parts), RSA, ED25519) == [True, True]


def test_letter_is_sent_once(store: Store) -> None:
    readers_in(store, an_edition_in(store), 1)
    for _ in range(45):
        queue(store, LetterKind.WELCOME)
    outbox = Outbox()

    assert [post(store, outbox), post(store, outbox)] == [45, 0]
    assert len({parsed(sent)["Message-ID"] for sent in outbox.messages}) == 45


@pytest.mark.parametrize(
    ("answer", "state", "wait"),
    [
        (Outcome.DEFERRED, "queued", 7 * MINUTE),
        (Unavailable("The server is away."), "queued", MINUTE),
        (Outcome.REJECTED, "rejected", None),
        (Outcome.UNKNOWN, "unknown", None),
    ],
)
def test_letter_that_fails_is_tried_again_where_that_helps(
    store: Store, answer: Outcome | Unavailable, state: str, wait: timedelta | None
) -> None:
    readers_in(store, an_edition_in(store), 1)
    letter = queue(store, LetterKind.WELCOME)
    moody = Moody(answers=[answer, Outcome.ACCEPTED])

    assert post(store, moody) == 0
    assert state_of(store, letter) == (state, str(answer))
    assert post(store, moody, after=MINUTE / 2) == 0
    assert post(store, moody, after=wait or timedelta(hours=1)) == (1 if wait else 0)


def test_letter_is_given_up_when_it_answers_nobody_any_more(store: Store) -> None:
    readers_in(store, an_edition_in(store), 1)
    letter = queue(store, LetterKind.WELCOME)

    post(store, Moody(answers=[Outcome.DEFERRED]), after=timedelta(hours=24))

    assert state_of(store, letter) == ("expired", "deferred")


def test_letter_keeps_away_from_whoever_is_suppressed_erased_or_has_confirmed(store: Store) -> None:
    readers_in(store, an_edition_in(store), 2)
    consent = asked(store)
    ids = [queue(store, LetterKind.CONFIRM, about=consent), queue(store, LetterKind.WELCOME, about=77)]
    ids += [
        queue(store, kind, "reader2@lectrices.example", 2) for kind in (LetterKind.GOODBYE, LetterKind.WELCOME)
    ]
    with store.writing() as session:
        consents.confirm(session, consent, now=NOON)
        suppressions.suppress(
            session, address_key(LINKS.secret, "reader2@lectrices.example"), 2, reason="complaint", now=NOON
        )
    outbox = Outbox()

    assert (post(store, outbox), outbox.messages) == (0, [])
    assert [state_of(store, each) for each in ids] == [("suppressed", NOT_NEEDED)] * 4

    with store.writing() as session:
        reader_choices.erase(session, 1, now=NOON)
    queue(store, LetterKind.WELCOME)
    assert (post(store, outbox), outbox.messages) == (0, [])


def test_letter_waits_for_a_template_that_is_broken(store: Store, tmp_path: Path) -> None:
    readers_in(store, an_edition_in(store), 1)
    letter = queue(store, LetterKind.WELCOME)
    part = tmp_path / "email" / "service" / "body.txt.j2"
    part.parent.mkdir(parents=True)
    part.write_text("{{ headline }}\n", encoding="utf-8")
    broken = PostOffice(store, LetterSetter(open_themes(tmp_path)), LINKS, Outbox)

    assert send_letters(broken, clock=lambda: NOON) == 0
    state, answer = state_of(store, letter)
    assert (state, "“headline” is nothing that a mail template has" in answer) == ("queued", True)

    assert post(store, Outbox(), after=MINUTE) == 1

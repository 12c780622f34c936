"""Consents: who asked for what, shown which text, and when they confirmed it; nothing of it is ever changed.

What was asked for and not confirmed is not yet a subscriber: anybody can type anybody's address. Source of what
is kept: GDPR article 7(1), and article 5(1)(c) for what is not, such as the network address.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, Text, delete, select, update
from sqlalchemy.orm import Session
from sqlmodel import Field

from digest.core.subscriber import Choice
from digest.db.row import Row
from digest.db.subscribers import to_choice

PURPOSE = "to receive the edition by e-mail"


class ConsentRow(Row, table=True):
    __tablename__ = "consent"

    id: int | None = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id")
    email: str = Field(index=True)
    countries: str = Field(sa_type=Text)
    categories: str = Field(sa_type=Text)
    format: str
    purpose: str
    how: str
    language: str
    text_hash: str
    asked_at: datetime
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody agreed to, or has been asked to confirm."""

    id: int
    edition_id: int
    email: str
    """Normalised."""
    choice: Choice
    purpose: str
    how: str
    """Through which page it came."""
    language: str
    """Of the text that was shown."""
    text_hash: str
    """SHA-256 of that text, in hexadecimal digits."""
    asked_at: datetime
    confirmed_at: datetime | None


_consents = ConsentRow.__table__


def ask(
    session: Session,
    edition_id: int,
    email: str,
    choice: Choice,
    *,
    how: str,
    language: str,
    text_hash: str,
    now: datetime,
) -> int:
    """Note that `email` is said to want the edition; the id of what there is to confirm."""
    values = {
        "edition_id": edition_id,
        "email": email,
        "countries": " ".join(choice.countries),
        "categories": " ".join(choice.categories),
        "format": choice.format.value,
        "purpose": PURPOSE,
        "how": how,
        "language": language,
        "text_hash": text_hash,
        "asked_at": now,
    }
    return int(session.execute(_consents.insert().values(values).returning(_consents.c.id)).scalar_one())


def find(session: Session, consent_id: int) -> Consent | None:
    """What there is under that id; None where it was never confirmed and is forgotten."""
    row = session.execute(select(_consents).where(_consents.c.id == consent_id)).mappings().one_or_none()
    return _to_consent(row) if row else None


def confirm(session: Session, consent_id: int, *, now: datetime) -> bool:
    """Note that it was confirmed; False if it had been already."""
    unconfirmed = (_consents.c.id == consent_id) & _consents.c.confirmed_at.is_(None)
    statement = update(_consents).where(unconfirmed).values(confirmed_at=now)
    return session.connection().execute(statement).rowcount > 0


def of_address(session: Session, email: str) -> list[Consent]:
    """All that was asked in the name of an address, the oldest first."""
    found = session.execute(select(_consents).where(_consents.c.email == email).order_by(_consents.c.id))
    return [_to_consent(row) for row in found.mappings()]


def forget_address(session: Session, email: str) -> None:
    """Delete all that was asked in the name of an address."""
    session.execute(delete(_consents).where(_consents.c.email == email))


def forget_unconfirmed(session: Session, *, before: datetime) -> int:
    """Delete what nobody has confirmed and was asked before that; how much it was."""
    statement = delete(_consents).where(_consents.c.confirmed_at.is_(None), _consents.c.asked_at < before)
    return session.connection().execute(statement).rowcount


def _to_consent(row: RowMapping) -> Consent:
    names = ("id", "edition_id", "email", "purpose", "how", "language", "text_hash", "asked_at", "confirmed_at")
    return Consent(choice=to_choice(row), **{name: row[name] for name in names})

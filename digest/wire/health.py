"""How the sources are: which of them fail, and from where nothing comes any more."""

from dataclasses import dataclass
from datetime import datetime

from digest.core.country import country_name
from digest.core.health import Activity, in_hours
from digest.core.polling import NEVER
from digest.db import activity, sources
from digest.db.sources import StoredSource
from digest.db.store import Store


@dataclass(frozen=True, slots=True)
class Health:
    """A source, and how it is."""

    stored: StoredSource
    activity: Activity
    remarks: tuple[str, ...] = ()
    """What an operator should know, each a sentence; none if all is well."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that an operator should look into."""

    about: str
    """The key of a source, or the name of a country."""
    what: str


def health_of_sources(store: Store, *, now: datetime) -> list[Health]:
    """Every source with its health, by key."""
    with store.reading() as session:
        every = sources.every(session)
        lately = activity.by_source(session, now=now)
    return [_health(stored, lately.get(stored.id, Activity()), now) for stored in every]


def health_of_source(store: Store, key: str, *, now: datetime) -> Health:
    """The health of one source; NotFound if there is none of that key."""
    with store.reading() as session:
        stored = sources.find(session, key)
    return next(health for health in health_of_sources(store, now=now) if health.stored.id == stored.id)


def find_silence(store: Store, *, now: datetime) -> list[Finding]:
    """What is wrong with the sources, then the countries that nothing comes from for longer than usual."""
    with store.reading() as session:
        countries = activity.by_country(session, now=now)
    found = [
        Finding(health.stored.source.key, remark)
        for health in health_of_sources(store, now=now)
        for remark in health.remarks
    ]
    for code, lately in countries.items():
        if silence := lately.unusual_silence(now=now):
            name = country_name(code, "en")
            found.append(Finding(name, f"nothing from {name} for {in_hours(silence)}."))
    return found


def _health(stored: StoredSource, lately: Activity, now: datetime) -> Health:
    remarks = []
    if stored.failure and stored.next_visit_at == NEVER:
        remarks.append(f"Not visited any more: {stored.failure}")
    elif stored.failure:
        times = f", {stored.failures} times in a row" if stored.failures > 1 else ""
        remarks.append(f"The last visit failed{times}: {stored.failure}")
    if stored.source.url and (silence := lately.unusual_silence(now=now)):
        remarks.append(f"Nothing new for {in_hours(silence)}, after {lately.month} articles in four weeks.")
    return Health(stored, lately, tuple(remarks))

"""Windows: the coverage of a window, gathered once for all the editions that are built from it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from digest.core.cadence import Window
from digest.core.collector import uncollected
from digest.core.coverage import Coverage
from digest.core.edition import Edition
from digest.core.history import spoken
from digest.core.material import Material, coverage_of, trace
from digest.core.threads import in_use, write_down
from digest.db import articles, editions, engagement, history, snapshots, stories, ties
from digest.db.snapshots import Packed
from digest.db.store import Store


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a window held, and what it tells of."""

    material: Material
    coverages: tuple[Coverage, ...]


class Windows:
    """The windows of one run; the last one is kept, since editions of one hour share it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last: Gathered | None = None
        self._packed: Packed | None = None

    @uncollected()
    def gather(self, window: Window, *, now: datetime) -> Gathered:
        """The coverage of `window`: of everything that any edition of the newsroom may take."""
        if self._last is None or self._last.material.window != window:
            _learn(self._store, now=now)
            self._last = _gather(self._store, read_material(self._store, window))
            self._packed = None
        return self._last

    def pack(self, gathered: Gathered) -> Packed:
        """The material of `gathered` as it is kept; that of the last window is packed once for all its issues."""
        if self._last is not gathered:
            return snapshots.pack(gathered.material)
        self._packed = self._packed or snapshots.pack(gathered.material)
        return self._packed


def _learn(store: Store, *, now: datetime) -> None:
    """Count what came in since the last time, a part in each transaction."""
    while True:
        with store.writing() as session:
            if history.learn(session, now=now) < history.CHUNK:
                return


def read_material(store: Store, window: Window, *, also: Edition | None = None) -> Material:
    """What `window` holds now of all that an edition of the newsroom may take, and one that is not stored."""
    with store.reading() as session:
        every = [stored.edition for stored in editions.every(session)]
        countries = territory([*every, also] if also else every)
        found = articles.in_window(session, window, countries)
        said = ties.around(session, [article.id for article in found])
        earlier = stories.before(session, window, tied=said.articles)
        opened = engagement.known(session)
        terms = history.history(session, spoken(found))
    return Material(window, tuple(sorted(found, key=lambda article: article.id)), earlier, opened, terms, said)


def _gather(store: Store, material: Material) -> Gathered:
    """What `material` tells of; under which names is written down, so that the next window goes on with them."""
    threads = trace(material)
    if changed := write_down(threads, material.earlier):
        with store.writing() as session:
            stories.write(session, changed)
    kept = replace(material, earlier=in_use(material.earlier, threads))
    return Gathered(kept, tuple(map(coverage_of, threads)))


def territory(every: Iterable[Edition]) -> tuple[str, ...] | None:
    """The countries that some edition takes, in order; None as soon as one takes the whole world."""
    codes: set[str] = set()
    for edition in every:
        if edition.world or not edition.countries:
            return None
        codes.update(edition.countries)
    return tuple(sorted(codes)) or None

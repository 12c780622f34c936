"""Bonds: what holds an event to earlier stories, or keeps it from them: articles of both, and what editors say."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from digest.core.events import Event
from digest.core.ties import Ties


@dataclass(frozen=True, slots=True)
class Bond:
    """What there is between one event and earlier stories, by their ids."""

    begun: frozenset[int]
    """Stories that began with an article of the event: nothing keeps it from these."""
    tied: frozenset[int]
    """Those of which an editor says that they go on in it."""
    shares: Mapping[int, int]
    """How many of its articles each of them has."""
    barred: frozenset[int]
    """Those of which an editor says that they are something else."""

    def claims(self) -> Iterator[tuple[int, int, int]]:
        """A story's id, after what comes before another's claim on it: the smaller, the better."""
        for id in self.begun | (self.tied | self.shares.keys()) - self.barred:
            rank = 0 if id in self.begun else 1 if id in self.tied else 2
            yield rank, -self.shares.get(id, 0), id


def find_bonds(events: Iterable[Event], stories: Mapping[int, Iterable[int]], ties: Ties) -> list[Bond]:
    """The bond of each event; `stories` has the articles of each earlier one, by its id."""
    chains, foes = ties.chains(), ties.foes()
    story_of = {article: id for id, articles in stories.items() for article in articles}
    telling: dict[int, set[int]] = defaultdict(set)
    for article, id in story_of.items():
        telling[chains.get(article, article)].add(id)
    return [_bond(event.ids, stories.keys(), story_of, telling, chains, foes) for event in events]


def _bond(
    ids: Iterable[int],
    stories: Set[int],
    story_of: Mapping[int, int],
    telling: Mapping[int, Iterable[int]],
    chains: Mapping[int, int],
    foes: Mapping[int, Iterable[int]],
) -> Bond:
    enemies = (foe for id in ids for foe in foes.get(chains.get(id, id), ()))
    return Bond(
        begun=frozenset(stories & set(ids)),
        tied=frozenset(story for id in ids if id in chains for story in telling.get(chains[id], ())),
        shares=Counter(story_of[id] for id in ids if id in story_of),
        barred=frozenset(story for enemy in enemies for story in telling.get(enemy, ())),
    )

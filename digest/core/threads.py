"""Threads: the events of a window, each under the name that it had before, if it goes on from an earlier day.

An event that holds an article of an earlier story is that story. Of any other the headlines are compared with
those of earlier stories, by cosine over the heaviest terms of each.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations

from digest.core.bonds import Bond, find_bonds
from digest.core.country import WORLD
from digest.core.events import Event, Outline, cosine
from digest.core.ties import NO_TIES, Ties

CONTINUES = 0.40
"""Least cosine between an event and the earlier story that it continues, where no article is in both.

Of 37 invented stories, each told anew by somebody else and told on a day later, beside an event that only sounds
like it (the same place, another matter), that joins 36 of the first, 12 of the second and 7 of the last; .35 would
join 36, 15 and 10. Of 76 stories of a real day, cut in two, it joins 53, and with 5 of 88 others something else;
.35 would join 59 and 6. But a story that is not known again costs a label, and one taken for another misleads.
"""
_TELLING = 6
"""Only outlines that share two of so many terms at their head are compared at all."""


@dataclass(frozen=True, slots=True)
class Thread:
    """An event under the name of the story that it is part of."""

    id: int
    event: Event


@dataclass(frozen=True, slots=True)
class Earlier:
    """A story as it is known from windows before."""

    id: int
    """The smallest id of the articles with which it began."""
    first_at: datetime
    last_at: datetime
    """When its first and its last article were published."""
    countries: tuple[str, ...]
    outline: Outline
    articles: tuple[int, ...] = ()
    """Those of its articles, by id, that are in the window as well, or are tied to one that is."""


def follow(events: Iterable[Event], earlier: Iterable[Earlier], *, ties: Ties = NO_TIES) -> tuple[Thread, ...]:
    """The threads that `events` are, by id; each has one of its own.

    Of several events that hold articles of one earlier story, the one with its first article goes on with it, then
    one of which editors say so, then the one with most of them; of several that are near to it, the nearest. The
    others are new stories.
    """
    ordered = sorted(events, key=lambda event: event.ids[0])
    stories = sorted(earlier, key=lambda story: story.id)
    bonds = find_bonds(ordered, {story.id: story.articles for story in stories}, ties)
    names: dict[int, int] = {}
    _claim(names, _sharing(bonds))
    _claim(names, _near({n: event for n, event in enumerate(ordered) if n not in names}, stories, bonds))
    threads = (Thread(names.get(n, event.ids[0]), event) for n, event in enumerate(ordered))
    return tuple(sorted(threads, key=lambda thread: thread.id))


def in_use(earlier: Iterable[Earlier], threads: Iterable[Thread]) -> tuple[Earlier, ...]:
    """Those of `earlier` that `threads` go on with: without the others, `follow` comes to the same."""
    names = {thread.id for thread in threads}
    return tuple(story for story in earlier if story.id in names)


def write_down(threads: Iterable[Thread], earlier: Iterable[Earlier]) -> tuple[Earlier, ...]:
    """What is new to those who know `earlier`: of each story as it is from now on, the articles that join it."""
    known = {story.id: story for story in earlier}
    told = ((known.get(thread.id), thread) for thread in threads)
    found = [(before, _go_on(before, thread)) for before, thread in told]
    return tuple(now for before, now in found if before is None or now != replace(before, articles=()))


def _go_on(before: Earlier | None, thread: Thread) -> Earlier:
    """An older window than the last that told of a story only adds articles to it."""
    event = thread.event
    moments = [article.published_at for article in event.articles]
    now = Earlier(thread.id, min(moments), max(moments), event.countries, event.outline, event.ids)
    if before is None:
        return now
    latest = now if now.last_at > before.last_at else before
    joining = tuple(id for id in now.articles if id not in before.articles)
    return replace(latest, first_at=min(now.first_at, before.first_at), articles=joining)


def _claim(names: dict[int, int], pairs: Iterable[tuple[int, int]]) -> None:
    """Give each number of an event the id that it is paired with first, unless another one has it."""
    taken = set(names.values())
    for number, id in pairs:
        if number not in names and id not in taken:
            names[number] = id
            taken.add(id)


def _sharing(bonds: Iterable[Bond]) -> Iterator[tuple[int, int]]:
    """Events and the stories to which something holds them, in the order of their claims."""
    claims = ((*claim, number) for number, bond in enumerate(bonds) for claim in bond.claims())
    return ((number, id) for _, _, id, number in sorted(claims))


def _near(
    events: Mapping[int, Event], stories: Sequence[Earlier], bonds: Sequence[Bond]
) -> Iterator[tuple[int, int]]:
    """Events and the story that is nearest to each, the nearest first; none that is too far."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, event in events.items():
        for pair in _pairs(event.outline):
            holders[pair].append(number)
    weights = {number: dict(event.outline) for number, event in events.items()}
    places = {number: _places(event.countries) for number, event in events.items()}
    nearest: dict[int, tuple[float, int]] = {}
    for story in stories:
        there = _places(story.countries)
        for number in {number for pair in _pairs(story.outline) for number in holders.get(pair, ())}:
            if story.id in bonds[number].barred:
                continue
            if not there or not places[number] or not there.isdisjoint(places[number]):
                found = -cosine(weights[number], story.outline), story.id
                nearest[number] = min(found, nearest.get(number, found))
    claims = ((*found, number) for number, found in nearest.items() if -found[0] >= CONTINUES)
    return ((number, id) for _, id, number in sorted(claims))


def _pairs(outline: Outline) -> Iterator[tuple[str, str]]:
    return combinations(sorted(term for term, _ in outline[:_TELLING]), 2)


def _places(countries: Iterable[str]) -> frozenset[str]:
    """Where something may be, to be compared; empty for the world, which agrees with all."""
    return frozenset(countries) - {WORLD}

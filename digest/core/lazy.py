"""Lazy greedy: always the best story next, although hardly any of them is looked at.

What a story is worth only falls while others are placed, and what is not wanted once stays unwanted. So a bid of
earlier is never too low, and what leads with its bid of now leads whatever the others would bid (Minoux 1978).
Within a kind, stories differ by their source only; where even one of a source that has nothing yet would be worth
less, nobody looks further.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace

from digest.core.article import Source
from digest.core.candidate import RankedStory, standing
from digest.core.kinds import Kind
from digest.core.tally import Tally

Bid = tuple[float, ...]
"""Sorts by what a story is worth, then by its score; no two stories have the same."""


Loss = Callable[[Kind, Source | None], int]
"""What others take from a story of a kind and a source, in points; None: a source that has nothing yet."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The best that a kind has to offer."""

    bid: Bid
    kind: Kind
    ranked: RankedStory

    @property
    def source(self) -> Source:
        return self.ranked.story.lead.source

    def take(self) -> None:
        """Take the story away from those that wait."""
        self.kind.stories = [each for each in self.kind.stories if each is not self.ranked]


def best_first(
    kinds: Iterable[Kind],
    tally: Tally,
    *,
    takes: Callable[[Kind], bool],
    allows: Callable[[Source], bool] = lambda source: True,
    loss: Loss = lambda kind, source: 0,
) -> Iterator[Offer]:
    """What is worth most of what is wanted, until the issue is full; the caller takes it before it asks again.

    `takes` and `allows` may turn from true to false by that, and `loss` may grow; never the reverse.
    """
    heap: list[tuple[Bid, int, Kind]] = [((-kind.most_points,), n, kind) for n, kind in enumerate(kinds)]
    heapify(heap)
    while heap and not tally.is_full:
        bid, n, kind = heap[0]
        if not takes(kind):
            heappop(heap)
        elif bid < (most := (loss(kind, None) - kind.most_points,)):  # enough to know that others come first
            heapreplace(heap, (most, n, kind))
        elif (offer := _offer(kind, allows, loss)) is None:
            heappop(heap)
        elif offer.bid != bid:
            heapreplace(heap, (offer.bid, n, kind))
        else:
            yield offer


def _offer(kind: Kind, allows: Callable[[Source], bool], loss: Loss) -> Offer | None:
    least = loss(kind, None)
    best: Offer | None = None
    seen: set[str] = set()
    for ranked in kind.in_order():
        if best and least - ranked.points >= best.bid[0]:
            break
        source = ranked.story.lead.source
        if source.key not in seen and allows(source):
            bid = (loss(kind, source) - ranked.points, *standing(ranked))
            best = Offer(bid, kind, ranked) if best is None or bid < best.bid else best
        seen.add(source.key)
    return best

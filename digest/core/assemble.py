"""From the coverage of a window to the content of an issue: the whole way on one page."""

from collections.abc import Iterable
from dataclasses import replace

from digest.core.cadence import Window
from digest.core.collector import uncollected
from digest.core.coverage import Coverage
from digest.core.edition import Edition
from digest.core.eligible import sift
from digest.core.engagement import NOTHING_KNOWN, Engagement
from digest.core.issue import Content
from digest.core.layout import lay_out
from digest.core.memory import NOTHING_SHOWN, Memory
from digest.core.naming import OUR_NAMES, CategoryNames
from digest.core.rank import rate, score

RESERVE = 40
"""Stories that are kept with an issue because they came nearest to it."""


@uncollected()
def assemble(
    coverages: Iterable[Coverage],
    *,
    edition: Edition,
    window: Window,
    memory: Memory = NOTHING_SHOWN,
    names: CategoryNames = OUR_NAMES,
    engagement: Engagement = NOTHING_KNOWN,
) -> Content:
    """What the issue of `window` says, with the reasons; `coverages` come by id.

    `memory` holds what earlier issues of the edition have shown; `names` are what its readers call the categories;
    `engagement` is what kinds of stories readers open.
    """
    candidates, refused = sift(coverages, edition=edition, memory=memory)
    ranked = rate(candidates, edition=edition, window=window, engagement=engagement)
    content, beaten = lay_out(
        ranked,
        edition=edition,
        scoring=lambda each: score(each.candidate, edition=edition, window=window, engagement=engagement),
        names=names,
        kept=RESERVE,
    )
    reserve = (*beaten, *refused)[:RESERVE]
    left_out = len(ranked) - len(content.placements) + len(refused)
    return replace(content, reserve=reserve, left_out=left_out)

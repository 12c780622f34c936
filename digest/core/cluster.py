"""Articles become groups: those on one event are one group, from which its stories are told.

Copies of one text go together. Each text, oldest first, joins the nearest group or founds one; then groups join
in the same way, largest first, until none is near to another. Measured by BCubed F1 (Amigó et al. 2009) on 504
French headlines of one day that were grouped by hand: .91.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from digest.core.article import Article
from digest.core.groups import Bundle, gather
from digest.core.history import NO_HISTORY, History
from digest.core.knot import join_chains, knot_copies, single
from digest.core.terms import Lexicon
from digest.core.ties import NO_TIES, Ties
from digest.core.vectors import Vector, count, rarity, total, weigh


def group(
    articles: Iterable[Article], *, history: History = NO_HISTORY, ties: Ties = NO_TIES
) -> list[tuple[Article, ...]]:
    """Articles that tell of one event, oldest first; the groups by their smallest id.

    The same for any order of the input. An article that shares no term with another, no text and no tie, changes
    no other group. `history` tells which terms are common, and has to know only those that are `spoken` here; what
    editors say in `ties` holds whatever the words are.
    """
    in_time = sorted(articles, key=lambda article: (article.published_at, article.id))
    said, singles = _vectors(in_time, history), single(in_time, ties)
    texts = knot_copies(singles, in_time)
    near = gather(Bundle(one, total([said[place] for place in one.places])) for one in texts)
    whole = join_chains(near, singles, in_time, ties)
    groups = (tuple(in_time[place] for place in sorted(one.places)) for one in whole)
    return sorted(groups, key=lambda some: min(article.id for article in some))


def _vectors(articles: Sequence[Article], history: History) -> list[Vector]:
    lexicon = Lexicon()
    # What stands below several texts says nothing of any; one text under several headlines is known as such.
    leads = Counter(lead for lead, _ in {(article.lead, article.text_id) for article in articles})
    said = [lexicon.read(a.title, a.lead if leads[a.lead] == 1 else "") for a in articles]
    here = count(said, lexicon)
    rarities = {
        language: [
            rarity(max(n, history.expected(language, term))) for n, term in zip(here, lexicon.terms, strict=True)
        ]
        for language in {article.language for article in articles}
    }
    return [weigh(terms, rarities[article.language]) for terms, article in zip(said, articles, strict=True)]

from digest.core.engagement import NOTHING_KNOWN, Cell, Engagement
from digest.db import engagement
from digest.db.store import Store

SPORT, SOCIETY = Cell("sport", "BJ", "echo", 1200, 45), Cell("society", "BJ", "delta", 90, 4)


def test_engagement_is_what_was_written_last(store: Store) -> None:
    with store.reading() as session:
        assert engagement.known(session) == NOTHING_KNOWN

    for cells, expected in (((SPORT, SOCIETY), (SOCIETY, SPORT)), ((SPORT,), (SPORT,)), ((), ())):
        with store.writing() as session:
            engagement.replace_all(session, cells)
        with store.reading() as session:
            assert engagement.known(session) == Engagement(expected)

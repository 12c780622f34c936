"""Outcomes reach the table as they are, whichever way a database takes them."""

from datetime import UTC, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from digest.db import outcomes
from digest.db.deliveries import DeliveryRow
from digest.db.store import Store
from tests.builders import NOON
from tests.db.given import a_planned_issue_in

ROWS = DeliveryRow.__table__
words = st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
moments = st.datetimes(min_value=NOON.replace(tzinfo=None), timezones=st.just(UTC))
answers = st.tuples(st.none() | st.integers(200, 599), words, words, st.none() | st.integers(1, 2**31 - 1))
over = st.tuples(st.just(0), st.sampled_from(["accepted", "rejected", "unknown", "expired"]), st.none(), answers)
waiting = st.tuples(st.integers(0, 1), st.sampled_from(["queued", "deferred"]), moments, answers)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=st.lists(over | waiting, min_size=1, max_size=5))
def test_write_down_stores_each_outcome_with_its_row(
    store: Store, given: list[tuple[int, str, object, tuple[object, ...]]]
) -> None:
    with store.writing() as session:
        for table in ("delivery", "issue", "subscription", "subscriber", "edition"):
            session.execute(text(f"DELETE FROM {table}"))
    a_planned_issue_in(store, readers=5)
    with store.writing() as session:
        ids = session.execute(select(ROWS.c.id).order_by(ROWS.c.id)).scalars().all()[: len(given)]
        outcomes.mark(session, ids, "sending", attempts=1, now=NOON)
        told = [
            (row_id, untried, state, due, *answer)
            for row_id, (untried, state, due, answer) in zip(ids, given, strict=True)
        ]

        assert outcomes.write_down(session, told, now=NOON + timedelta(1)) == len(ids)

        names = ("id", "attempt", *outcomes.COLUMNS, "updated_at")
        query = select(*(ROWS.c[name] for name in names)).where(ROWS.c.id.in_(ids)).order_by(ROWS.c.id)
        stored = [tuple(row) for row in session.execute(query)]
    assert stored == [(row_id, 1 - untried, *rest, NOON + timedelta(1)) for row_id, untried, *rest in told]


def test_write_down_leaves_what_is_not_being_sent(store: Store) -> None:
    a_planned_issue_in(store, readers=2)

    with store.writing() as session:
        outcomes.mark(session, [1], "sending", attempts=1, now=NOON)
        told = [(row_id, 0, "accepted", None, 250, None, None, None) for row_id in (1, 2)]

        assert outcomes.write_down(session, told, now=NOON) == 1
        assert session.execute(select(ROWS.c.state).order_by(ROWS.c.id)).scalars().all() == ["accepted", "queued"]

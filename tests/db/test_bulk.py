"""Many rows and values at once: what SQLAlchemy would store and find, whatever stands in them."""

from datetime import UTC

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from digest.db.bulk import among, insert_many, words_in
from digest.db.sources import SourceRow
from digest.db.store import Store

SOURCES = SourceRow.__table__

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
sources = st.fixed_dictionaries(
    {
        "name": texts,
        "url": st.none() | texts,
        "weight": st.floats(0, 1),
        "kind": texts,
        "failures": st.integers(0, 2**31 - 1),
        "visited_at": st.none() | st.datetimes(timezones=st.just(UTC)),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(sources, max_size=6))
def test_insert_many_stores_what_sqlalchemy_would(store: Store, some: list[dict[str, object]]) -> None:
    rows = [{"id": number, "key": f"s{number}", **values} for number, values in enumerate(some, start=1)]

    def stored(is_bulk: bool) -> list[tuple[object, ...]]:
        with store.writing() as session:
            session.execute(delete(SOURCES))
            if is_bulk:
                insert_many(session, SOURCES, rows)
            elif rows:
                session.execute(insert(SOURCES), rows)
            return [tuple(row) for row in session.execute(select(SOURCES).order_by(SOURCES.c.id))]

    assert stored(is_bulk=True) == stored(is_bulk=False)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(texts, max_size=6), asked=st.lists(texts, max_size=6))
def test_among_finds_what_in_would(store: Store, names: list[str], asked: list[str]) -> None:
    wanted = [*asked, *names[:2]]
    with store.writing() as session:
        session.execute(delete(SOURCES))
        rows = ({"key": f"s{number}", "name": name, "weight": 0.5} for number, name in enumerate(names))
        insert_many(session, SOURCES, [{**row, "kind": "feed", "failures": 0} for row in rows])
        query = select(SOURCES.c.name).where(SOURCES.c.name.in_(among(session, wanted))).order_by(SOURCES.c.id)

        assert session.execute(query).scalars().all() == [name for name in names if name in wanted]


def test_insert_many_lets_a_row_take_the_place_of_another(store: Store) -> None:
    def a_row(key: str, name: str) -> dict[str, object]:
        return {"key": key, "name": name, "weight": 0.5, "kind": "feed", "failures": 0}

    with store.writing() as session:
        insert_many(session, SOURCES, [a_row("echo", "Echo"), a_row("fanal", "Fanal")])
        insert_many(session, SOURCES, [a_row("fanal", "Le Fanal"), a_row("baie", "Baie")], updating=("key",))
        query = select(SOURCES.c.key, SOURCES.c.name).order_by(SOURCES.c.key)

        assert [tuple(row) for row in session.execute(query)] == [
            ("baie", "Baie"),
            ("echo", "Echo"),
            ("fanal", "Le Fanal"),
        ]


def test_words_in_gives_a_row_for_each_word(store: Store) -> None:
    names = {"a": "ML BF CI", "b": "001"}
    rows = [{"key": key, "name": name, "weight": 0.5} for key, name in names.items()]
    with store.writing() as session:
        session.execute(insert(SOURCES), rows)
        word = words_in(session, SOURCES.c.name).c.value
        found = session.execute(select(SOURCES.c.key, word)).all()
    assert sorted(map(tuple, found)) == [("a", "BF"), ("a", "CI"), ("a", "ML"), ("b", "001")]

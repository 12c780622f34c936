"""What articles have said so far: counted once each, whoever counts, and less as they grow old."""

import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from digest.core.history import NO_HISTORY, Counted, History
from digest.db.articles import ArticleRow
from digest.db.history import CHUNK, HALF_LIFE, TermRow, history, learn
from digest.db.store import Store
from tests.builders import NOON, a_new_article
from tests.db.taken_in import take_in

LEARN = """
import sys
from digest.db.history import learn
from digest.db.store import open_store
from tests.builders import NOON

print("ready", flush=True)
sys.stdin.readline()
store = open_store(sys.argv[1])
with store.writing() as session:
    print(learn(session, now=NOON))
store.close()
"""


def tell(store: Store, *titles: str, days: int = 0, language: str = "fr") -> None:
    """Take in an article of each title, published so many days after NOON."""
    at = NOON + timedelta(days=days)
    new = [
        a_new_article(title, lead="", url=f"https://echo.example/{days}/{n}", published_at=at, language=language)
        for n, title in enumerate(titles)
    ]
    take_in(store, *new, now=at)


def learnt(store: Store, *, days: int = 0) -> int:
    with store.writing() as session:
        return learn(session, now=NOON + timedelta(days=days))


def known(store: Store, *terms: str, language: str = "fr") -> Counted:
    with store.reading() as session:
        return history(session, {language: terms}).languages[language]


def test_history_of_nothing_counted_is_empty(store: Store) -> None:
    with store.reading() as session:
        assert history(session, {"fr": ["crue"]}) == NO_HISTORY


def test_learn_counts_an_archive_a_part_at_a_time(store: Store) -> None:
    tell(store, *(["Crue"] * (CHUNK + 1)))

    assert (learnt(store), learnt(store), learnt(store)) == (CHUNK, 1, 0)
    assert known(store, "crue").saying["crue"] == pytest.approx(CHUNK + 1)


def test_learn_counts_each_article_once(store: Store) -> None:
    tell(store, "Crue, crue et vote", "Crue")

    assert (learnt(store), learnt(store)) == (2, 0)

    assert known(store, "crue", "vote", "cacao") == Counted(2.0, {"crue": 2.0, "vote": 1.0})


def test_learn_goes_on_where_it_stopped(store: Store) -> None:
    tell(store, "Crue")
    learnt(store)
    tell(store, "Vote", days=1)

    assert learnt(store) == 1

    assert known(store, "crue", "vote").saying.keys() == {"crue", "vote"}


def test_learn_keeps_languages_apart(store: Store) -> None:
    tell(store, "Crue")
    tell(store, "Port vote", days=1, language="en")
    learnt(store, days=1)

    with store.reading() as session:
        found = history(session, {"en": ["port", "crue"], "pt": ["port"]})
    assert found == History({"en": Counted(1.0, {"port": 1.0}), "pt": Counted(0.0, {})})


def test_learn_leaves_copies_out(store: Store) -> None:
    tell(store, "Crue", "Crue")
    with store.writing() as session:
        session.execute(update(ArticleRow.__table__).where(ArticleRow.__table__.c.id == 2).values(copy_of=1))

    assert learnt(store) == 1

    assert known(store, "crue") == Counted(1.0, {"crue": 1.0})


def test_learn_lets_what_is_a_half_life_old_count_half(store: Store) -> None:
    tell(store, "Crue")
    learnt(store)
    tell(store, "Crue, vote", days=HALF_LIFE.days)
    learnt(store, days=HALF_LIFE.days)

    assert known(store, "crue", "vote") == Counted(1.5, {"crue": 1.5, "vote": 1.0})


@pytest.mark.parametrize("half_lives", [5, 400], ids=["months", "decades"])
def test_learn_forgets_in_the_long_run(store: Store, half_lives: int) -> None:
    later = half_lives * HALF_LIFE.days
    tell(store, *["Crue"] * 2, "Vote")
    learnt(store)
    tell(store, "Cacao", days=later)
    learnt(store, days=later)

    with store.reading() as session:
        terms = set(session.execute(select(TermRow.__table__.c.term)).scalars())
    assert terms == ({"", "crue", "cacao"} if half_lives == 5 else {"", "cacao"})
    assert known(store, "crue", "vote", "cacao").saying["cacao"] == 1.0


def test_learn_takes_no_notice_of_an_archive(store: Store) -> None:
    tell(store, "Crue", days=-400)

    assert learnt(store) == 1

    with store.reading() as session:
        assert session.execute(select(func.count()).select_from(TermRow.__table__)).scalar_one() == 0


def test_learn_by_two_processes_at_once_counts_nothing_twice(store: Store, database_url: str) -> None:
    tell(store, *["Crue"] * 50)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", LEARN, database_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"

    said = sorted(process.communicate("go\n")[0] for process in processes)

    assert said == ["0\n", "50\n"]
    assert known(store, "crue") == Counted(50.0, {"crue": 50.0})

"""Decisions about labels reach the articles that are stored, as far back as an issue can look."""

from datetime import timedelta

import pytest
from sqlalchemy import make_url, text

from digest.core.article import Evidence, RawItem, Source
from digest.core.cadence import Window
from digest.core.errors import NotFound
from digest.db import articles
from digest.db.dossier import dossier
from digest.db.labelled import CHUNK
from digest.db.store import Store
from digest.wire.intake import take_in
from digest.wire.mapping import REACH, Mapped, Waiting, list_waiting, map_label, unmap_label
from tests import databases
from tests.builders import NOON, a_raw_item, a_source

ECHO, ZOU = a_source("echo"), a_source("zou")
LABEL = "Vie du port"
HOUR = timedelta(hours=1)
ALWAYS = Window(NOON - 400 * HOUR * 24, NOON + HOUR)


def item(n: int, *labels: str, host: str = "echo", **changes: object) -> RawItem:
    return a_raw_item(f"Nouvelle {n}", url=f"https://{host}.example/{n}", labels=labels, **changes)


def take(store: Store, *items: RawItem, source: Source = ECHO, hours: int = 1) -> None:
    take_in(store, {source: items}, now=NOON + hours * HOUR)


def decide(store: Store, category: str = "economy", *, label: str = LABEL, source: str | None = None) -> Mapped:
    return map_label(store, label, category, source=source, now=NOON + HOUR)


def filed(store: Store, *categories: str) -> list[str]:
    """Titles of the articles that an issue about Benin finds under these categories."""
    with store.reading() as session:
        return [article.title for article in articles.in_window(session, ALWAYS, ["BJ"], categories)]


def test_decision_reaches_articles_that_nothing_better_is_known_about(store: Store) -> None:
    take(
        store,
        item(1, LABEL, "Bénin"),
        item(2, "Bénin"),
        item(3, "Santé", LABEL, "Bénin"),
        item(4, "À chaud", LABEL, "Bénin"),
    )

    mapped = decide(store)

    assert mapped == Mapped(sources=1, articles=2)
    assert filed(store, "economy") == ["Nouvelle 1", "Nouvelle 4"]
    assert (filed(store, "general"), filed(store, "health")) == (["Nouvelle 2"], ["Nouvelle 3"])
    with store.reading() as session:
        [first, *_] = articles.in_window(session, ALWAYS)
        assert first.category == "economy"
        assert dossier(session, str(first.id)).evidence == (
            Evidence("BJ", "label", "Bénin"),
            Evidence("economy", "label", "vie du port"),
        )


def test_decision_twice_changes_nothing(store: Store) -> None:
    take(store, item(1, LABEL, "Bénin"))
    decide(store)

    assert decide(store) == Mapped(sources=1, articles=0)


def test_decision_of_one_source_leaves_the_others(store: Store) -> None:
    take(store, item(1, LABEL, "Bénin"))
    take(store, item(2, LABEL, "Bénin", host="zou"), source=ZOU)

    assert decide(store, source="zou") == Mapped(sources=1, articles=1)
    assert filed(store, "economy") == ["Nouvelle 2"]


def test_decision_does_not_reach_further_than_it_says(store: Store) -> None:
    edge = NOON + HOUR - REACH
    take(
        store,
        item(1, LABEL, "Bénin", published_at=edge),
        item(2, LABEL, "Bénin", published_at=edge - timedelta(seconds=1)),
    )

    assert decide(store) == Mapped(sources=1, articles=1)
    assert filed(store, "economy") == ["Nouvelle 1"]


def test_decision_reaches_more_articles_than_one_chunk(store: Store) -> None:
    take(store, *(item(n, LABEL, "Bénin") for n in range(2 * CHUNK + 1)))

    assert decide(store) == Mapped(sources=1, articles=2 * CHUNK + 1)
    assert len(filed(store, "economy")) == 2 * CHUNK + 1


def test_new_decision_replaces_the_old_one_for_articles_of_either_time(store: Store) -> None:
    take(store, item(1, LABEL, "Bénin"))
    decide(store)
    take(store, item(2, LABEL, "Bénin"), hours=2)

    assert decide(store, "sport") == Mapped(sources=1, articles=2)
    assert filed(store, "sport") == ["Nouvelle 1", "Nouvelle 2"]


def test_next_visit_agrees_with_the_decision(store: Store) -> None:
    take(store, item(1, LABEL, "Bénin"))
    decide(store)
    take(store, item(1, LABEL, "Bénin"), hours=2)

    assert filed(store, "economy") == ["Nouvelle 1"]
    assert decide(store) == Mapped(sources=1, articles=0)


def test_label_that_is_part_of_another_is_not_it(store: Store) -> None:
    take(store, item(1, "Port", "Bénin"), item(2, "Vie du port sec", "Bénin"))

    assert decide(store, label="Port") == Mapped(sources=1, articles=1)
    assert filed(store, "economy") == ["Nouvelle 1"]


def test_decision_waits_for_nobody_who_is_taking_an_article_in(postgresql_url: str) -> None:
    # Waiting for each other would have no end; with this, it ends as an error instead.
    impatient = make_url(postgresql_url).update_query_dict({"options": "-c lock_timeout=2000"})
    with databases.opened(impatient.render_as_string(hide_password=False)) as store:
        take(store, item(1, LABEL, "Bénin"), item(2, LABEL, "Bénin"))

        with store.writing() as other:
            other.execute(text("UPDATE article SET title = 'Nouvelle 1 bis' WHERE id = 1"))
            assert decide(store) == Mapped(sources=1, articles=1)

        assert decide(store) == Mapped(sources=1, articles=1)


def test_decision_that_is_taken_back_leaves_what_it_filed_and_holds_no_more(store: Store) -> None:
    take(store, item(1, LABEL, "Bénin"))
    decide(store)

    assert unmap_label(store, LABEL, source=None) == 1
    take(store, item(2, LABEL, "Bénin"), hours=2)

    assert (filed(store, "economy"), filed(store, "general")) == (["Nouvelle 1"], ["Nouvelle 2"])


def test_decision_that_was_never_taken_cannot_be_taken_back(store: Store) -> None:
    take(store, item(1, LABEL, "Bénin"))

    with pytest.raises(NotFound, match="Nothing for “echo” was decided about “Vie du port”"):
        unmap_label(store, LABEL, source="echo")


def test_waiting_labels_come_with_how_many_articles_wait(store: Store) -> None:
    old = NOON + HOUR - REACH - HOUR
    take(store, item(1, "Vie du port", "À chaud"), item(2, "Vie du port"), item(3, "Brèves", published_at=old))
    take(store, item(4, "Brèves", host="zou"), source=ZOU)

    assert list_waiting(store, source=None, now=NOON + HOUR) == [
        Waiting("echo", "vie du port", 2, "Nouvelle 2"),
        Waiting("echo", "a chaud", 1, "Nouvelle 1"),
        Waiting("zou", "breves", 1, "Nouvelle 4"),
        Waiting("echo", "breves", 0, "Nouvelle 3"),
    ]
    assert list_waiting(store, source="zou", now=NOON + HOUR) == [Waiting("zou", "breves", 1, "Nouvelle 4")]

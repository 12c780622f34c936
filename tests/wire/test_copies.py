"""One text under several addresses is one article and its copies."""

from datetime import datetime, timedelta

from digest.core.article import NewArticle
from digest.db import intake, sources
from digest.db.store import Store
from digest.wire.copies import SPAN, join_copies
from tests.builders import NOON, a_new_article, a_source
from tests.measures.copies import texts
from tests.wire.window import all_articles

HOUR = timedelta(hours=1)
AGENCY, OTHER = texts(2)


def test_join_copies_names_the_first_that_carried_the_text(store: Store) -> None:
    give(store, an_article("echo", AGENCY, hours=2), an_article("delta", OTHER, hours=3))
    give(store, an_article("lagune", f"COTONOU – {AGENCY}", hours=3))

    assert join_copies(store, now=NOON) == 1
    assert copies(store) == {"echo": "lagune"}


def test_join_copies_finds_a_later_copy_of_what_was_looked_at(store: Store) -> None:
    give(store, an_article("echo", AGENCY, hours=5))
    join_copies(store, now=NOON - HOUR)
    give(store, an_article("delta", AGENCY, hours=0))

    assert join_copies(store, now=NOON) == 1
    assert join_copies(store, now=NOON) == 0
    assert copies(store) == {"delta": "echo"}


def test_join_copies_looks_again_at_a_text_that_changed(store: Store) -> None:
    give(store, an_article("echo", AGENCY, hours=2), an_article("delta", AGENCY, hours=1))
    join_copies(store, now=NOON)

    give(store, an_article("delta", OTHER, hours=1), now=NOON + HOUR)

    assert copies(store) == {}
    assert join_copies(store, now=NOON + HOUR) == 0
    assert copies(store) == {}


def test_join_copies_leaves_what_is_old(store: Store) -> None:
    days = SPAN / HOUR
    give(store, an_article("echo", AGENCY, hours=days + 1), an_article("delta", AGENCY, hours=days + 2))

    assert join_copies(store, now=NOON) == 0


def test_join_copies_of_more_than_one_chunk_finds_all(store: Store) -> None:
    many = [
        an_article(f"{name}{n}", f"Brève {n}. " + " ".join(f"mot{n}{k}" for k in range(80)), hours=hours)
        for name, hours in (("echo", 2), ("delta", 1))
        for n in range(1_100)
    ]
    give(store, *many)

    assert join_copies(store, now=NOON) == 1_100
    assert copies(store) == {f"delta{n}": f"echo{n}" for n in range(1_100)}


def an_article(name: str, body: str, *, hours: float) -> NewArticle:
    """An article that came out so many hours before noon."""
    return a_new_article(
        f"Nouvelle de {name}", url=f"https://{name}.example/", body=body, published_at=NOON - hours * HOUR
    )


def give(store: Store, *articles: NewArticle, now: datetime = NOON) -> None:
    with store.writing() as session:
        intake.take_in(session, sources.save(session, a_source()), articles, now=now)


def copies(store: Store) -> dict[str, str]:
    """Names of copies, and of the originals."""
    found = all_articles(store)
    names = {article.id: article.url.split("/")[2].removesuffix(".example") for article in found}
    return {names[article.id]: names[article.copy_of] for article in found if article.copy_of}

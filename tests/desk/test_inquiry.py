"""An inquiry about one story: its articles, its place or its refusal; and why an article is not there at all."""

from datetime import datetime

import pytest
from sqlalchemy import text

from digest.core.edition import Limits
from digest.core.errors import NotFound
from digest.db import editions, intake, sources
from digest.db.store import Store
from digest.desk.build import build
from digest.desk.case import Case, open_case
from digest.desk.explain import explain
from digest.desk.inquiry import Absence, Inquiry, inquire
from tests.builders import TODAY, a_new_article, a_source, an_edition
from tests.circulation.given import make_press
from tests.desk.test_build import CLOSES, HOUR, an_edition_with_articles

OPENS = CLOSES - 24 * HOUR


def take_in(store: Store, title: str, *, at: datetime, key: str = "fanal", country: str = "BJ") -> str:
    """Its address."""
    url = f"https://{key}.example/{len(title)}"
    article = a_new_article(title, url=url, published_at=at, countries=(country,))
    with store.writing() as session:
        intake.take_in(session, sources.save(session, a_source(key)), [article], now=CLOSES - HOUR)
    return url


def case_of(store: Store) -> Case:
    return open_case(store, "ouest", TODAY, now=CLOSES)


def absence_of(store: Store, reference: str) -> tuple[str, datetime | None]:
    found = inquire(store, case_of(store), reference, language="fr")
    assert isinstance(found, Absence)
    return found.reason, found.at


def test_story_of_the_issue_is_told_with_its_articles_and_its_place(store: Store) -> None:
    an_edition_with_articles(store, an_edition())
    other = take_in(store, "Crue du fleuve à Malanville", at=CLOSES - 3 * HOUR)
    build(store, make_press, "ouest", TODAY, now=CLOSES)
    case = case_of(store)

    found = inquire(store, case, other, language="fr")

    assert isinstance(found, Inquiry)
    assert found.placed in explain(case.content, language="fr").placed
    assert [(told.source, told.tells) for told in found.articles] == [("Fanal", False), ("Echo", True)]
    assert (found.advantage, found.refused, found.missing) == ("newest", None, None)
    assert (found.category, found.countries) == ("Société", ("Bénin",))
    assert sum(reason.points for reason in found.reasons) == found.points


def test_story_that_is_left_out_is_told_with_what_it_lacks(store: Store) -> None:
    an_edition_with_articles(store, an_edition(limits=Limits(stories=1, minimum=1)))
    build(store, make_press, "ouest", TODAY, now=CLOSES)
    case = case_of(store)
    left_out = explain(case.content, language="en").reserve[0]

    found = inquire(store, case, str(left_out.id), language="en")

    assert isinstance(found, Inquiry)
    assert (found.placed, found.refused) == (None, left_out)
    assert found.missing is not None
    assert found.missing > 0


def test_article_outside_the_window_is_too_old_or_too_new(store: Store) -> None:
    an_edition_with_articles(store, an_edition())
    old = take_in(store, "Une vieille nouvelle", at=OPENS - HOUR)
    new = take_in(store, "Une nouvelle de demain", at=CLOSES)

    assert absence_of(store, old) == ("too old", OPENS)
    assert absence_of(store, new) == ("too new", CLOSES)


def test_article_about_no_country_of_the_newsroom_says_so(store: Store) -> None:
    an_edition_with_articles(store, an_edition(countries=("BJ",), world=False))

    url = take_in(store, "Un marché de Lomé", at=CLOSES - HOUR, country="TG")

    assert absence_of(store, url) == ("country", None)


def test_article_that_moved_into_the_window_later_was_changed(store: Store) -> None:
    an_edition_with_articles(store, an_edition())
    url = take_in(store, "Une vieille nouvelle", at=OPENS - HOUR)
    build(store, make_press, "ouest", TODAY, now=CLOSES)
    with store.writing() as session:
        session.execute(
            text("UPDATE article SET published_at = :at WHERE url = :url"), {"at": CLOSES - HOUR, "url": url}
        )

    assert absence_of(store, url) == ("changed", None)


def test_article_that_came_after_the_issue_was_built_was_not_known(store: Store) -> None:
    an_edition_with_articles(store, an_edition())
    build(store, make_press, "ouest", TODAY, now=CLOSES - 2 * HOUR)
    url = take_in(store, "Une nouvelle tardive", at=CLOSES - 3 * HOUR)

    assert absence_of(store, url) == ("came later", CLOSES - HOUR)


def test_article_that_was_never_taken_in_is_not_found(store: Store) -> None:
    an_edition_with_articles(store, an_edition())

    with pytest.raises(NotFound, match="There is no article “https:"):
        inquire(store, case_of(store), "https://echo.example/nowhere", language="fr")


def test_case_of_an_issue_that_is_not_built_is_what_would_be_built(store: Store) -> None:
    an_edition_with_articles(store, an_edition())

    case = case_of(store)

    assert (case.built_at, case.is_kept) == (None, False)
    built = build(store, make_press, "ouest", TODAY, now=CLOSES).issue
    assert case.content == built.content
    with store.reading() as session:
        assert editions.find(session, "ouest").edition == case.edition
    assert case_of(store).built_at == CLOSES

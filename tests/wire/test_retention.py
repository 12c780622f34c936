"""Old articles go, in as many transactions as it takes; young ones and issues stay."""

from datetime import timedelta

from digest.core.cadence import Window
from digest.db import articles, intake, issues, snapshots, sources, stories
from digest.db.store import Store
from digest.desk.build import build
from digest.wire.retention import CHUNK, count_old, prune_articles
from tests.builders import NOON, TODAY, a_new_article, a_source, an_edition
from tests.circulation.given import make_press
from tests.desk.test_build import CLOSES, an_edition_with_articles

DAY = timedelta(days=1)


def test_old_articles_go_and_young_ones_stay(store: Store) -> None:
    old = [a_new_article(url=f"https://echo.example/{n}", published_at=NOON - 91 * DAY) for n in range(CHUNK + 1)]
    young = a_new_article("Encore frais", url="https://echo.example/young", published_at=NOON - 89 * DAY)
    with store.writing() as session:
        intake.take_in(session, sources.save(session, a_source()), [*old, young], now=NOON)

    counted = count_old(store, 90 * DAY, now=NOON)
    deleted = prune_articles(store, 90 * DAY, now=NOON)

    assert counted == deleted == CHUNK + 1
    with store.reading() as session:
        left = articles.in_window(session, Window(NOON - 400 * DAY, NOON), ["BJ"])
    assert [article.title for article in left] == ["Encore frais"]
    assert prune_articles(store, 90 * DAY, now=NOON) == 0


def test_issue_keeps_what_it_says(store: Store) -> None:
    an_edition_with_articles(store, an_edition())
    built = build(store, make_press, "ouest", TODAY, now=CLOSES).issue

    prune_articles(store, 90 * DAY, now=CLOSES + 365 * DAY)

    with store.reading() as session:
        assert issues.find(session, "ouest", TODAY) == built


def test_stories_go_with_their_last_article(store: Store) -> None:
    an_edition_with_articles(store, an_edition())
    window = build(store, make_press, "ouest", TODAY, now=CLOSES).issue.window

    prune_articles(store, 90 * DAY, now=CLOSES)
    with store.reading() as session:
        before = stories.before(session, window)
    prune_articles(store, 90 * DAY, now=CLOSES + 365 * DAY)
    with store.reading() as session:
        after = stories.before(session, window)

    assert (bool(before), after) == (True, ())


def test_inputs_of_issues_go_with_articles_of_their_age(store: Store) -> None:
    an_edition_with_articles(store, an_edition())
    issue = build(store, make_press, "ouest", TODAY, now=CLOSES).issue

    prune_articles(store, 90 * DAY, now=CLOSES + 90 * DAY)
    with store.reading() as session:
        young = snapshots.of_issue(session, issue.id)
    prune_articles(store, 90 * DAY, now=CLOSES + 91 * DAY)
    with store.reading() as session:
        old = snapshots.of_issue(session, issue.id)

    assert (young is not None, old) == (True, None)

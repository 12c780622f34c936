"""Days in a row: nothing is shown twice unless it has moved on, and then it says which issue it follows."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.core.article import Article, NewArticle, RawItem
from digest.core.edition import Limits
from digest.core.issue import Content, Issue
from digest.core.memory import MOVED_ON
from digest.core.story import Exclusion, Story
from digest.db import editions
from digest.db.store import Store
from digest.desk.build import build
from digest.wire.prepare import prepare
from tests.builders import TODAY, a_cadence, a_new_article, an_edition
from tests.circulation.given import make_press
from tests.databases import copy_of, empty, opened
from tests.db.taken_in import take_in

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
CADENCE = a_cadence(span=3 * DAY)
"""Windows that overlap: what was shown yesterday is found again."""
FLOOD = ("Crue du fleuve à Malanville : 300 familles déplacées", "Le fleuve est sorti de son lit dans la nuit.")
TOLD_ANEW = ("Malanville : la crue du fleuve a déplacé 300 familles", "Il est sorti de son lit dans la nuit.")
BRIDGE = ("Crue du fleuve à Malanville : un pont emporté", "L’armée pose une passerelle pour les camions bloqués.")
TRAFFIC = (
    "Malanville : deux cents camions passent le pont provisoire après la crue",
    "Les commerçants de Gaya espèrent reprendre leurs livraisons avant vendredi.",
)


@pytest.fixture
def days(store: Store) -> "Days":
    return Days(store)


class Days:
    """A newsroom with one edition, told by days since TODAY."""

    def __init__(self, store: Store, *keys: str) -> None:
        self._store = store
        with store.writing() as session:
            for key in keys or ("ouest",):
                limits = Limits(stories=6, minimum=0)
                editions.save(session, an_edition(key, cadence=CADENCE, limits=limits), now=closing(0) - 9 * DAY)

    def bring(self, text: tuple[str, str], *, day: int = 0, number: int = 1) -> None:
        """An article comes in before the issue of that day closes; the same number again is the same article."""
        title, lead = text
        url = f"https://echo.example/{number}"
        self.take(a_new_article(title, url=url, lead=lead, published_at=closing(day) - HOUR))

    def take(self, *new: NewArticle) -> None:
        take_in(self._store, *new, now=max((a.version_at or a.published_at for a in new), default=closing(0)))

    def issue(self, day: int, key: str = "ouest") -> Issue:
        return build(self._store, make_press, key, TODAY + day * DAY, now=closing(day)).issue

    def shown(self, day: int) -> list[tuple[str, date | None]]:
        """The titles of the issue of that day, and which issue each follows."""
        return [(story.lead.title, story.update_of) for story in stories(self.issue(day).content)]


def closing(day: int) -> datetime:
    return CADENCE.closes_at(TODAY + day * DAY)


def stories(content: Content) -> list[Story]:
    return [placement.story for placement in content.placements]


def test_rewrite_of_what_was_shown_does_not_come_back(days: Days) -> None:
    days.bring(FLOOD)
    first = days.shown(0)
    days.bring(TOLD_ANEW, day=1, number=2)

    content = days.issue(1).content

    assert (first, stories(content)) == ([(FLOOD[0], None)], [])
    assert [(each.reason, each.because) for each in content.reserve] == [
        (Exclusion.SHOWN, (TODAY.isoformat(),)),
    ]


def test_story_that_has_moved_on_comes_back_as_an_update(days: Days) -> None:
    days.bring(FLOOD)
    days.shown(0)
    days.bring(BRIDGE, day=1, number=2)

    assert days.shown(1) == [(BRIDGE[0], TODAY)]


def test_story_may_move_on_twice_in_a_row(days: Days) -> None:
    days.bring(FLOOD)
    days.shown(0)
    days.bring(BRIDGE, day=1, number=2)
    days.shown(1)
    days.bring(TRAFFIC, day=2, number=3)

    assert days.shown(2) == [(TRAFFIC[0], TODAY + DAY)]


def test_story_that_rests_for_three_days_comes_back_as_an_update(days: Days) -> None:
    days.bring(FLOOD)
    days.shown(0)
    quiet = [days.shown(day) for day in (1, 2)]
    days.bring(BRIDGE, day=3, number=2)

    assert (quiet, days.shown(3)) == ([[], []], [(BRIDGE[0], TODAY)])


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Crue du fleuve à Malanvile : 300 familles déplacées", []),
        ("Crue du fleuve à Malanville : 500 familles déplacées", [TODAY]),
    ],
    ids=["a letter", "a fact"],
)
def test_article_that_is_corrected_after_it_was_sent(days: Days, title: str, shown: list[date]) -> None:
    days.bring(FLOOD)
    days.shown(0)
    corrected = a_new_article(
        title,
        url="https://echo.example/1",
        lead=FLOOD[1],
        published_at=closing(0) - HOUR,
        version_at=closing(0) + HOUR,
    )
    days.take(corrected)

    assert days.shown(1) == [(title, day) for day in shown]


@pytest.mark.parametrize("published", [None, closing(30)], ids=["undated", "from the future"])
def test_article_without_a_credible_date_is_shown_once(days: Days, published: datetime | None) -> None:
    item = RawItem(FLOOD[0], where="feed.xml, item 1", url="https://echo.example/1", published_at=published)
    for day in (0, 1):
        new = prepare(item, source="echo", now=closing(day) - HOUR)
        assert isinstance(new, NewArticle)
        days.take(new)

    assert [days.shown(day) for day in (0, 1)] == [[(FLOOD[0], None)], []]


def test_issue_that_is_built_again_knows_nothing_of_later_ones(days: Days) -> None:
    days.bring(FLOOD)
    days.bring(BRIDGE, day=1, number=2)
    before = days.issue(0).content
    days.issue(1)

    assert days.issue(0).content == before


EVENTS = ("Crue fleuve Malanville", "Procès ministre Lomé", "Finale stade Dakar")
WORDS = (
    *("pont", "marché", "école", "grève", "vaccin", "récolte", "camion", "avocat", "gardien", "juge", "pirogue"),
    *("mine", "port", "visa", "coton", "barrage", "digue", "renfort", "témoin", "tribune", "verdict", "billet"),
)
events = st.sampled_from(EVENTS)
leads = st.lists(st.sampled_from(WORDS), min_size=4, max_size=9, unique=True).map(" ".join)
COMING = st.lists(st.tuples(events, st.sampled_from(WORDS), leads, st.integers(1, 20)), max_size=4)


@st.composite
def weeks(draw: st.DrawFn) -> list[list[NewArticle]]:
    """What comes in on each of some days."""
    return [[a_coming(day, n, *new) for n, new in enumerate(draw(COMING))] for day in range(4)]


def a_coming(day: int, number: int, event: str, word: str, lead: str, hours: int) -> NewArticle:
    url = f"https://echo.example/{day}/{number}"
    return a_new_article(f"{event} {word}", url=url, lead=lead, published_at=closing(day) - hours * HOUR)


@given(weeks())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_is_shown_twice_unless_it_has_moved_on(
    sqlite_template: Path, postgresql_database: str, week: list[list[NewArticle]]
) -> None:
    with TemporaryDirectory() as folder, opened(copy_of(sqlite_template, Path(folder))) as store:
        issues = told(store, week)
    with opened(postgresql_database) as store:
        empty(store)
        assert told(store, week) == issues

    for contents in issues.values():
        shown: list[tuple[date, Story]] = []
        for day, content in enumerate(contents):
            for story in stories(content):
                check_against(story, [(day, before) for day, before in shown if is_same(story, before)])
            shown += [(TODAY + day * DAY, story) for story in stories(content)]


def told(store: Store, week: Sequence[Sequence[NewArticle]]) -> dict[str, list[Content]]:
    """The issues of two editions over a week."""
    days = Days(store, "est", "ouest")
    issues: dict[str, list[Content]] = {"est": [], "ouest": []}
    for day, coming in enumerate(week):
        days.take(*coming)
        for key, contents in issues.items():
            contents.append(days.issue(day, key).content)
    return issues


def is_same(story: Story, before: Story) -> bool:
    known = {article.id for article in before.articles}
    return story.id == before.id or any(article.id in known for article in story.articles)


def check_against(story: Story, shown: Sequence[tuple[date, Story]]) -> None:
    """Hold a story to what was shown of it before: its lead is new, in itself and in its words."""
    assert story.update_of == max((day for day, _ in shown), default=None)
    known = [article for _, before in shown for article in before.articles]
    assert story.lead.id not in {article.id for article in known}
    words = words_of([story.lead])
    assert not known or len(words - words_of(known)) >= MOVED_ON * len(words)


def words_of(articles: Iterable[Article]) -> set[str]:
    return {word for article in articles for word in f"{article.title} {article.lead}".split()}

"""Values for tests: plain functions with good defaults; name only what the test is about."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from digest.core.article import Article, NewArticle, RawItem, Source
from digest.core.cadence import Cadence, Window
from digest.core.candidate import Candidate, RankedStory
from digest.core.coverage import Coverage, cover
from digest.core.edition import Edition, Sender
from digest.core.issue import Content, Issue, IssueState, Placement, Section, SlotKind
from digest.core.story import POINT, Factor, Score, Story
from digest.core.subscriber import Subscriber, SubscriberState

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
TODAY = date(2026, 3, 6)


def a_source(key: str = "echo", **changes: Any) -> Source:
    return Source(**({"key": key, "name": key.title(), "owner": key} | changes))


def a_raw_item(title: str = "Crue du fleuve à Malanville", **changes: Any) -> RawItem:
    defaults = {"url": "https://echo.example/crue", "where": "feed.xml, item 1", "published_at": NOON}
    return RawItem(title=title, **(defaults | changes))


def a_new_article(title: str = "Crue du fleuve à Malanville", **changes: Any) -> NewArticle:
    defaults: dict[str, Any] = {
        "url": "https://echo.example/crue",
        "lead": "Le fleuve est sorti de son lit dans la nuit.",
        "body": "",
        "published_at": NOON,
        "countries": ("BJ",),
        "category": "society",
        "language": "fr",
    }
    return NewArticle(title=title, **(defaults | changes))


def an_article(title: str = "Crue du fleuve à Malanville", *, id: int = 1, **changes: Any) -> Article:
    defaults: dict[str, Any] = {
        "url": f"https://echo.example/{id}",
        "lead": "Le fleuve est sorti de son lit dans la nuit.",
        "published_at": NOON,
        "countries": ("BJ",),
        "category": "society",
        "language": "fr",
        "source": a_source(),
        "words": 320,
    }
    return Article(id=id, title=title, **(defaults | changes))


def a_score(points: float = 0.5) -> Score:
    return Score((Factor("breadth", points, 1.0, (3, 0)),))


def a_story(title: str = "Crue du fleuve à Malanville", *, id: int = 1, **changes: Any) -> Story:
    return Story(an_article(title, id=id, **changes))


def a_coverage(*articles: Article) -> Coverage:
    return cover(articles or (an_article(),))


def a_candidate(story: Story) -> Candidate:
    return Candidate(story, cover(story.articles))


def a_ranked_story(story: Story, points: float = 0.5) -> RankedStory:
    return RankedStory(story, cover(story.articles), round(points * POINT))


def a_placement(
    story: Story | None = None, slot: SlotKind = SlotKind.FEATURE, points: float = 0.5, *, why: str = ""
) -> Placement:
    return Placement(slot, story or a_story(), a_score(points), why=why)


def a_cadence(**changes: Any) -> Cadence:
    return Cadence(**({"zone": "Africa/Porto-Novo", "at": time(6, 30)} | changes))


def an_edition(key: str = "ouest", **changes: Any) -> Edition:
    defaults: dict[str, Any] = {
        "name": "Afrique de l’Ouest",
        "masthead": "La Lagune",
        "sender": Sender("matin@lalagune.example", "La Lagune"),
        "cadence": a_cadence(),
        "postal_address": "La Lagune, 3 rue des Filaos, Cotonou, Bénin",
        "countries": ("BJ", "BF", "CI", "ML", "NE"),
    }
    return Edition(key=key, **(defaults | changes))


def a_content() -> Content:
    return Content(
        lead=a_placement(a_story("Une force commune pour le Sahel", id=1, countries=("NE",)), SlotKind.LEAD, 0.9),
        sections=(
            Section("Bénin", (a_placement(a_story(id=2), points=0.7),)),
            Section("Mali", (a_placement(a_story("Le fleuve baisse à Mopti", id=3, countries=("ML",))),)),
        ),
    )


def an_issue(*, id: int = 1, state: IssueState = IssueState.READY, **changes: Any) -> Issue:
    cadence = a_cadence()
    defaults: dict[str, Any] = {
        "edition": "ouest",
        "date": TODAY,
        "number": 12,
        "window": Window(NOON - timedelta(days=1), cadence.closes_at(TODAY)),
        "due_at": cadence.due_at(TODAY),
        "content": a_content(),
        "built_at": cadence.closes_at(TODAY),
    }
    return Issue(id=id, state=state, **(defaults | changes))


def a_subscriber(email: str = "awa@lectrices.example", *, id: int = 1, **changes: Any) -> Subscriber:
    defaults = {"name": "Awa", "state": SubscriberState.ACTIVE}
    return Subscriber(id=id, email=email, **(defaults | changes))

"""What tests of edits begin with: an issue that was built from articles, and short ways to edit it."""

from datetime import timedelta

from digest.core.edits import Command
from digest.core.issue import Content, Issue
from digest.db import editions, intake, issues, sources
from digest.db.store import Store
from digest.desk.build import build
from digest.desk.edit import Edited, edit
from tests.builders import TODAY, a_cadence, a_new_article, a_source, an_edition
from tests.circulation.given import make_press

CLOSES = a_cadence().closes_at(TODAY)
HOUR = timedelta(hours=1)
AT = CLOSES - 2 * HOUR
TITLES = (
    ("Crue du fleuve à Malanville", "BJ"),
    ("Le port de Cotonou accueille un navire-école", "BJ"),
    ("Des tisserandes d’Abomey exposent leurs pagnes", "BJ"),
    ("Le marché de Bobo-Dioulasso rouvre", "BF"),
    ("Un quai neuf au port d’Abidjan", "CI"),
    ("La grande récolte du mil à Dosso", "NE"),
    ("Une école de musique ouvre à Ségou", "ML"),
)


def take_in(store: Store, *titles: tuple[str, str]) -> None:
    found = [
        a_new_article(
            title, url=f"https://echo.example/{title}", countries=(code,), published_at=CLOSES - 2 * HOUR
        )
        for title, code in titles
    ]
    with store.writing() as session:
        intake.take_in(session, sources.save(session, a_source()), found, now=CLOSES - HOUR)


def an_issue_on_the_desk(store: Store) -> Issue:
    with store.writing() as session:
        editions.save(session, an_edition(), now=CLOSES - 9 * HOUR)
    take_in(store, *TITLES)
    return rebuild(store)


def rebuild(store: Store) -> Issue:
    return build(store, make_press, "ouest", TODAY, now=CLOSES).issue


def the_issue(store: Store) -> Issue:
    with store.reading() as session:
        return issues.find(session, "ouest", TODAY)


def do(store: Store, command: Command, *, by: str = "Awa", version: int | None = None) -> Edited:
    return edit(store, "ouest", TODAY, command, editor=by, now=CLOSES, version=version)


def order(content: Content) -> dict[str, list[str]]:
    lead = {"": [content.lead.story.lead.title]} if content.lead else {}
    return lead | {each.title: [p.story.lead.title for p in each.placements] for each in content.sections}


def ids(content: Content) -> dict[str, int]:
    """The id of each story by its headline."""
    return {placement.story.lead.title: placement.story.id for placement in content.placements}

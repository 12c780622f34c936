"""What editors did with a story, in both languages, beside the reasons of the ranking."""

import pytest

from digest.core.edits import Lead, Part, Rewrite
from digest.core.issue import Act
from digest.db.store import Store
from digest.desk.account import Account
from digest.desk.case import open_case
from digest.desk.explain import explain
from digest.desk.hands import ACTS
from digest.locale import words
from tests.builders import TODAY
from tests.desk.editing import CLOSES, an_issue_on_the_desk, do, ids


@pytest.mark.parametrize("act", Act)
def test_each_act_is_said_in_both_languages(act: Act) -> None:
    assert words("fr").gettext(ACTS[act]) != ACTS[act]


def test_explanation_tells_edits_apart_from_the_score(sqlite_store: Store) -> None:
    issue = an_issue_on_the_desk(sqlite_store)
    story = ids(issue.content)["Une école de musique ouvre à Ségou"]
    before = {placed.id: placed.points for placed in explain(issue.content, language="fr").placed}
    do(sqlite_store, Lead(story))
    do(sqlite_store, Rewrite(story, Part.TITLE, "À Ségou, une école de musique"), by="Koffi")

    content = open_case(sqlite_store, "ouest", TODAY, now=CLOSES).content
    first = explain(content, language="en").placed[0]

    assert (first.title, first.points) == ("À Ségou, une école de musique", before[story])
    assert first.edits == (
        "Made the lead by Awa",
        "Headline rewritten by Koffi; at the source: “Une école de musique ouvre à Ségou”",
    )
    told = Account("fr", 100).whole(explain(content, language="fr"))
    assert "Mis à la une par Awa." in told

from digest.core.feedback import Feedback
from digest.db import feedback
from digest.db.store import Store
from tests.db.given import an_edition_in, an_issue_in


def test_feedback_is_counted_and_nothing_else(store: Store) -> None:
    issue = an_issue_in(store, an_edition_in(store))
    with store.writing() as session:
        for value in (Feedback.GOOD, Feedback.POOR, Feedback.GOOD):
            feedback.add(session, issue.id, value)

    with store.reading() as session:
        assert feedback.of_issue(session, issue.id) == {Feedback.GOOD: 2, Feedback.FAIR: 0, Feedback.POOR: 1}

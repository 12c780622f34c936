"""What names a category: counted before it is removed, and made to name another one."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from digest.db import articles, labelled, labels, subscribers


@dataclass(frozen=True, slots=True)
class Uses:
    """How much names a category, apart from definitions of editions."""

    articles: int = 0
    labels: int = 0
    """Decisions about labels, each source counted."""
    subscriptions: int = 0
    """Ended ones among them."""

    @property
    def in_words(self) -> str:
        """As in “3 articles, 1 decision about a label”; what is not there is left out."""
        counts = (
            (self.articles, "article", "articles"),
            (self.labels, "decision about a label", "decisions about labels"),
            (self.subscriptions, "subscription", "subscriptions"),
        )
        return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)


def uses(session: Session, category: str) -> Uses:
    """All that names a category, apart from definitions of editions."""
    return Uses(
        articles.count_filed(session, category),
        labels.count_mapped(session, category),
        subscribers.count_choosing(session, category),
    )


def move(session: Session, category: str, *, into: str) -> None:
    """Let all of that name another category at once."""
    labels.move(session, category, into=into)
    subscribers.choose_instead(session, category, into=into)
    while labelled.move(session, category, into=into, after=0).changed:
        pass

"""All that is known about one article, from whatever tables."""

from datetime import timedelta

import pytest

from digest.core.article import Evidence
from digest.core.errors import NotFound
from digest.db import intake, sources
from digest.db.dossier import Dossier, dossier
from digest.db.store import Store
from digest.wire.copies import join_copies
from tests.builders import NOON, a_new_article, a_source, an_article
from tests.measures.copies import texts


def test_dossier_holds_the_article_and_its_copies(store: Store) -> None:
    text = texts(1)[0]
    evidence = (Evidence("BJ", "title", "Malanville"), Evidence("society", "label", "Société"))
    before = NOON - timedelta(hours=1)
    first = a_new_article(body=text, evidence=evidence, published_at=before)
    copy = a_new_article(url="https://delta.example/crue", body=text)
    with store.writing() as session:
        intake.take_in(session, sources.save(session, a_source()), [first], now=NOON)
        intake.take_in(session, sources.save(session, a_source("delta")), [copy], now=NOON)
    join_copies(store, now=NOON)

    with store.reading() as session:
        assert dossier(session, "1") == Dossier(
            article=an_article(url=first.url, words=len(text.split()), published_at=before),
            body=text,
            evidence=evidence,
            first_seen=NOON,
            revision=1,
            earlier=(),
            copies=(2,),
        )


@pytest.mark.parametrize("reference", ["1", "-1", "١", str(2**40), "9" * 5_000, "https://echo.example/a", "", "'"])
def test_dossier_of_nothing_is_not_found(store: Store, reference: str) -> None:
    with store.reading() as session, pytest.raises(NotFound, match="There is no article"):
        dossier(session, reference)

"""A feed of every version there is, read with its accents: whole by one parser, cut off at its end by another."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from digest.core.article import Picture, RawItem
from digest.core.clean import clean_line
from digest.sources.recognise import read
from tests.wire.samples import FOLDER

TITLE = "Bénin : l’été commence à Kandé"
ISSUED, CHANGED = datetime(2026, 3, 5, 6, 30, tzinfo=UTC), datetime(2026, 3, 5, 8, tzinfo=UTC)

BARE = RawItem(TITLE, "item 1", "https://zou.example/kande?a=1&b=2")
SUMMED_UP = replace(BARE, summary="Les écoles ferment plus tôt.", language="fr")
LABELLED = replace(SUMMED_UP, labels=("Éducation", "Kandé"))
IN_FULL = replace(LABELLED, published_at=ISSUED, body="<p>Les écoles ferment à midi.</p>")

VERSIONS = {
    "rss-0.90.rdf": replace(BARE, title=TITLE.replace("’", "'")),
    "rss-0.91.xml": SUMMED_UP,
    "rss-0.92.xml": replace(LABELLED, picture=Picture("https://zou.example/kande.jpg")),
    "rss-1.0.rdf": replace(IN_FULL, guid="https://zou.example/kande?a=1&b=2"),
    "rss-2.0.xml": replace(IN_FULL, guid="zou-1042"),
    "atom-0.3.xml": replace(IN_FULL, guid="tag:zou.example,2026:1042", modified_at=CHANGED),
    "atom-1.0.xml": replace(IN_FULL, guid="tag:zou.example,2026:1042", modified_at=CHANGED),
}


def the_item(body: bytes) -> RawItem:
    reading = read(body, "")
    assert (reading.title or "").replace("'", "’") == "L’Écho du Zou"
    [item] = reading.entries
    assert isinstance(item, RawItem)
    # feedparser takes the one date of RSS 1.0 for that of a change, which is the same moment.
    changed_at = None if item.modified_at == item.published_at else item.modified_at
    return replace(item, title=clean_line(item.title), where="item 1", modified_at=changed_at)


def test_every_sample_of_a_version_is_looked_at():
    assert {path.name for path in (FOLDER / "versions").iterdir()} == set(VERSIONS)


@pytest.mark.parametrize("name", VERSIONS)
def test_feed_of_every_version_is_read(name: str) -> None:
    assert the_item((FOLDER / "versions" / name).read_bytes()) == VERSIONS[name]


@pytest.mark.parametrize("name", VERSIONS)
def test_feed_of_every_version_is_read_when_it_is_cut_off(name: str) -> None:
    whole = (FOLDER / "versions" / name).read_bytes()

    assert the_item(whole[: whole.rindex(b"</")]) == VERSIONS[name]

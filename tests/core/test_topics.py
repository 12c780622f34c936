import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.article import Evidence
from digest.core.category import QCODES
from digest.core.tagging import tag
from digest.core.topics import topic_of
from tests.builders import a_raw_item


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Inondations : le bilan s’alourdit", ("disaster", "inondations")),
        ("Teachers return to school", ("education", "teachers, school")),
        ("Le prix du gaz monte", ("economy", "prix, gaz")),
        ("Le prix monte", None),  # one hint is not enough
        ("Vaccin : le tribunal tranche", None),  # two topics, equally clear
        ("Rien de neuf", None),
    ],
)
def test_topic_of_suggests_or_keeps_silent(title, topic):
    assert topic_of(title) == topic


def test_tag_asks_the_words_only_where_no_label_answers():
    title = "Le bilan des inondations s’alourdit"

    assert Evidence("disaster", "words", "inondations") in tag(a_raw_item(title, url=None)).evidence
    assert tag(a_raw_item(title, url=None, labels=("Politique",))).category == "politics"


@given(st.text())
def test_topic_of_takes_any_text(title):
    topic = topic_of(title)

    assert topic is None or topic[0] in QCODES

"""Which stored articles follow a decision about a label, and which have a better reason to stay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.article import Evidence
from digest.core.labels import plain
from digest.core.refile import refile
from digest.core.tagging import tag, unknown_labels
from tests.builders import a_raw_item

BENIN = Evidence("BJ", "label", "Bénin")
BY_DECISION = Evidence("economy", "label", "vie du port")


def filed(
    found_in: str, words: str = "", *, was: str = "society", carried: tuple[str, ...] = ("vie du port",)
) -> tuple[Evidence, ...] | None:
    evidence = (BENIN, Evidence(was, found_in, words))
    return refile(evidence, was, carried=carried, label="vie du port", category="economy")


@pytest.mark.parametrize("found_in", ["path", "title prefix", "words", "default"])
def test_weaker_evidence_gives_way_to_the_label(found_in: str) -> None:
    assert filed(found_in) == (BENIN, BY_DECISION)


@pytest.mark.parametrize("found_in", ["path", "title prefix", "words", "default"])
def test_article_without_the_label_stays(found_in: str) -> None:
    assert filed(found_in, carried=("a chaud", "vie du port sec")) is None


def test_weak_evidence_for_the_same_category_becomes_the_label() -> None:
    assert filed("words", was="economy") == (BENIN, BY_DECISION)


def test_other_label_is_as_strong() -> None:
    assert filed("label", "Société") is None


def test_earlier_decision_about_the_label_is_replaced() -> None:
    assert filed("label", "Vie du port", carried=()) == (BENIN, BY_DECISION)


def test_article_that_follows_the_decision_already_stays() -> None:
    assert filed("label", "Vie du port", was="economy", carried=()) is None


def test_article_without_evidence_stays() -> None:
    assert refile((), "society", carried=("vie du port",), label="vie du port", category="economy") is None


def test_evidence_for_a_country_is_not_that_for_the_category() -> None:
    evidence = (Evidence("BJ", "label", "Vie du port"), Evidence("general", "default", ""))

    assert refile(evidence, "general", carried=(), label="vie du port", category="economy") is None


TITLES = st.sampled_from(["Une nuit au port", "Politique : une nuit", "Bénin : la finale de football"])
URLS = st.sampled_from(["https://echo.example/1", "https://echo.example/sport/1", "https://echo.example/benin/1"])
UNKNOWN = ("Vie du port", "À chaud", "Brèves")
LABELS = st.lists(st.sampled_from([*UNKNOWN, "Bénin"]), unique=True).map(tuple)


@settings(max_examples=60)
@given(TITLES, URLS, LABELS, st.sampled_from(UNKNOWN))
def test_stored_article_goes_where_it_would_go_if_it_came_today(
    title: str, url: str, labels: tuple[str, ...], decided: str
) -> None:
    item, label = a_raw_item(title, url=url, labels=labels), plain(decided)
    stored, today = tag(item), tag(item, mapped={label: "health"})

    evidence = refile(
        stored.evidence, stored.category, carried=unknown_labels(item), label=label, category="health"
    )

    assert [(found.value, found.found_in) for found in evidence or stored.evidence] == [
        (found.value, found.found_in) for found in today.evidence
    ]

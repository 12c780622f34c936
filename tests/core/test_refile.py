"""Which stored articles follow a decision about a label, and which have a better reason to stay."""

import pytest

from digest.core.article import Evidence
from digest.core.refile import refile

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

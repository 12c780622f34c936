from digest.core.history import NO_HISTORY, Counted, History, spoken
from tests.builders import an_article

GATHERED = History({"fr": Counted(1024.0, {"gouvernement": 100.0}), "en": Counted(10.0, {"port": 2.0})})


def test_expected_is_what_as_many_articles_as_weights_reckon_with_would_say() -> None:
    assert GATHERED.expected("fr", "gouvernement") == 50.0


def test_expected_of_few_counted_articles_is_what_they_say() -> None:
    assert GATHERED.expected("en", "port") == 2.0


def test_expected_of_what_nobody_counted_is_nothing() -> None:
    assert (GATHERED.expected("fr", "cacao"), GATHERED.expected("pt", "porto")) == (0.0, 0.0)
    assert NO_HISTORY.expected("fr", "cacao") == 0.0


def test_spoken_are_the_terms_of_each_language() -> None:
    articles = [
        an_article("Crue", lead="Un mort."),
        an_article("Crues, vote", lead=""),
        an_article("The vote", lead="", language="en"),
    ]

    assert spoken(articles) == {"fr": {"crue", "vote", "mort"}, "en": {"vote"}}

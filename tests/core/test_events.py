from hypothesis import given
from hypothesis import strategies as st

from digest.core.article import Article
from digest.core.events import HEAVIEST, Event, cosine, outline
from tests.builders import an_article

FLOOD = an_article("Crue à Malanville", id=1, countries=("NE", "BJ"))
FLOOD_TOO = an_article("Malanville : la crue", id=2)
COPY = an_article("Malanville sous les eaux", id=3, copy_of=2)
PORT = an_article("Un quai au port", id=4, countries=("TG",))
DAY = [[FLOOD, FLOOD_TOO, COPY], [PORT]]


def test_outline_weighs_terms_by_titles_and_by_rarity() -> None:
    assert outline(DAY) == [
        Event((FLOOD, FLOOD_TOO, COPY), (("crue", 0.7071), ("malanvill", 0.7071))),
        Event((PORT,), (("port", 0.7071), ("quai", 0.7071))),
    ]


def test_event_has_the_countries_and_ids_of_its_articles() -> None:
    event = outline(DAY)[0]

    assert (event.countries, event.ids) == (("BJ", "NE"), (1, 2, 3))


def test_outline_holds_no_more_than_the_heaviest_terms() -> None:
    title = " ".join(f"mot{chr(97 + n)}" for n in range(HEAVIEST + 5))

    (event,) = outline([[an_article(title)]])

    assert [term for term, _ in event.outline] == [f"mot{chr(97 + n)}" for n in range(HEAVIEST)]


def test_outline_of_a_title_without_a_word_is_empty() -> None:
    assert outline([[an_article("…")]]) == [Event((an_article("…"),), ())]


def test_cosine_lies_between_nothing_in_common_and_all() -> None:
    flood, port = (event.outline for event in outline(DAY))

    assert [round(cosine(dict(flood), other), 2) for other in (flood, port, ())] == [1.0, 0.0, 0.0]


@given(st.permutations([FLOOD, FLOOD_TOO, COPY]))
def test_outline_does_not_depend_on_the_order_of_articles(shuffled: list[Article]) -> None:
    assert outline([shuffled, [PORT]]) == outline(DAY)

"""Days that are unlike others: what becomes of them from the files that came in to the issue."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from digest.core.article import RawItem
from digest.core.edition import Edition, Limits
from digest.core.issue import Content, IssueState
from digest.core.story import Exclusion
from digest.db import editions, issues
from digest.db.store import Store
from digest.desk.build import build
from digest.wire.intake import take_in
from tests.builders import TODAY, a_cadence, a_raw_item, a_source, an_edition
from tests.circulation.given import make_press

CLOSES = a_cadence().closes_at(TODAY)
HOUR = timedelta(hours=1)
PLACES = (
    "Malanville",
    "Parakou",
    "Natitingou",
    "Abomey",
    "Ouidah",
    "Lokossa",
    "Djougou",
    "Kandi",
    "Savalou",
    "Allada",
)
EVENTS = (
    "le marché rouvre après l’incendie",
    "une bibliothèque ambulante prend la route",
    "la récolte du coton commence",
    "les taxis reçoivent des compteurs",
    "un orchestre de jeunes donne son premier concert",
    "le pont est réparé",
    "trois forages donnent de l’eau",
    "la maternité accueille ses premières patientes",
    "les pêcheurs élisent leur chef",
    "une centrale solaire entre en service",
)
"""Ten events that have no word in common."""
LEAD = "Les habitants attendaient cela depuis deux ans, dit le maire."


def an_item(number: int, *, place: str = "", **changes: object) -> RawItem:
    where = place or PLACES[number % len(PLACES)]
    title = f"Bénin, {where} : {EVENTS[number % len(EVENTS)]}"
    defaults = {"url": f"https://echo.example/{number}", "summary": LEAD, "published_at": CLOSES - 2 * HOUR}
    return a_raw_item(**({"title": title} | defaults | changes))


def a_day(store: Store, handed_in: Mapping[str, Sequence[RawItem]], edition: Edition | None = None) -> Content:
    """The issue of TODAY after the items of each source have come in."""
    with store.writing() as session:
        editions.save(session, edition or an_edition(), now=CLOSES - 9 * HOUR)
    take_in(store, {a_source(key): items for key, items in handed_in.items()}, now=CLOSES - HOUR)
    return build(store, make_press, "ouest", TODAY, now=CLOSES).issue.content


def sources_of(content: Content) -> Counter[str]:
    return Counter(placement.story.lead.source.key for placement in content.placements)


def titles_of(content: Content) -> list[str]:
    return [placement.story.lead.title for placement in content.placements]


def test_day_without_an_article_makes_an_empty_issue_that_is_withheld(store):
    content = a_day(store, {})

    assert (content.placements, content.reserve, content.left_out) == ((), (), 0)
    with store.reading() as session:
        assert issues.find(session, "ouest", TODAY).state is IssueState.WITHHELD


def test_day_with_one_article_leads_with_it(store):
    content = a_day(store, {"echo": [an_item(1)]}, an_edition(limits=Limits(minimum=1)))

    assert content.lead is not None
    assert (titles_of(content), content.sections) == ([content.lead.story.lead.title], ())
    with store.reading() as session:
        assert issues.find(session, "ouest", TODAY).state is IssueState.READY


def test_day_of_one_loud_source_still_hears_the_others(store):
    loud = [an_item(n) for n in range(9)]
    quiet = [an_item(9, url="https://fanal.example/9")]

    content = a_day(
        store,
        {"echo": loud, "fanal": quiet},
        an_edition(limits=Limits(stories=5, per_source=3, per_section=9)),
    )

    assert sources_of(content) == {"echo": 4, "fanal": 1}


def test_day_of_one_country_fills_its_section_and_no_other(store):
    content = a_day(store, {"echo": [an_item(n) for n in range(6)]})

    assert [(section.title, len(section.placements)) for section in content.sections] == [("Bénin", 4)]
    assert content.left_out == 1


def test_day_of_titles_in_capitals_is_grouped_like_any_other(store):
    calm, loud = an_item(2), an_item(2, url="https://fanal.example/2")
    shouted = replace(loud, title=loud.title.upper())

    content = a_day(store, {"echo": [calm], "fanal": [shouted]})

    assert content.lead is not None
    assert content.lead.story.lead.title == calm.title
    assert [article.source.key for article in content.lead.story.also] == ["fanal"]


def test_day_of_titles_of_one_word_keeps_each_story(store):
    items = [
        an_item(n, title=title, summary=f"{PLACES[n]} : {EVENTS[n]}.")
        for n, title in enumerate(("Cotonou", "Parakou", "Ouidah"))
    ]

    assert sorted(titles_of(a_day(store, {"echo": items}))) == ["Cotonou", "Ouidah", "Parakou"]


def test_day_of_articles_without_a_date_has_them_from_their_first_visit(store):
    content = a_day(store, {"echo": [an_item(n, published_at=None) for n in range(3)]})

    assert {placement.story.lead.published_at for placement in content.placements} == {CLOSES - HOUR}


def test_article_from_the_future_does_not_wait_for_its_day(store):
    ahead = an_item(1, published_at=CLOSES + timedelta(days=400))

    content = a_day(store, {"echo": [ahead, an_item(2), an_item(3)]})

    # No source knows tomorrow: its clock is wrong, so that the moment of the visit counts.
    assert len(content.placements) == 3
    assert max(placement.story.lead.published_at for placement in content.placements) == CLOSES - HOUR


def test_day_in_two_languages_prefers_that_of_the_edition(store):
    french = an_item(1, title="Bénin : le pont de Sèmè rouvre aux camions après les travaux")
    english = an_item(
        2,
        url="https://fanal.example/2",
        title="Benin: the Sèmè bridge reopens to trucks after the works",
        summary="The bridge had been closed since last year, and the traders are glad that it opens again.",
    )
    only_english = an_item(
        3,
        url="https://fanal.example/3",
        title="Benin: fishermen elect their new chief for the first time",
        summary="It is the first election of its kind on the lake, and all of the villages took part in it.",
    )

    content = a_day(store, {"echo": [french], "fanal": [english, only_english]})

    languages = {p.story.lead.title: p.story.lead.language for p in content.placements}
    assert languages[french.title] == "fr"
    assert languages[only_english.title] == "en"


def test_article_that_is_touched_up_after_it_was_sent_is_not_news(store):
    first = an_item(1, modified_at=CLOSES - 2 * HOUR)
    a_day(store, {"echo": [first, an_item(2), an_item(3)]}, an_edition(cadence=a_cadence(span=timedelta(days=3))))
    mended = replace(first, title=first.title.replace("le ", "Le "), modified_at=CLOSES + HOUR)
    take_in(store, {a_source(): [mended]}, now=CLOSES + 2 * HOUR)

    tomorrow = build(store, make_press, "ouest", TODAY + timedelta(days=1), now=CLOSES + 24 * HOUR).issue

    assert tomorrow.content.placements == ()
    assert {(left.reason, left.because) for left in tomorrow.content.reserve} == {
        (Exclusion.SHOWN, (TODAY.isoformat(),))
    }


def test_article_whose_facts_were_corrected_after_it_was_sent_comes_as_an_update(store):
    first = an_item(1, modified_at=CLOSES - 2 * HOUR)
    a_day(store, {"echo": [first, an_item(2), an_item(3)]}, an_edition(cadence=a_cadence(span=timedelta(days=3))))
    corrected = replace(
        first,
        title="Parakou : démenti du ministère, la bibliothèque ambulante reste au garage faute de carburant",
        summary="Contrairement à une première annonce, aucun départ n’aura lieu avant la saison sèche.",
        modified_at=CLOSES + HOUR,
    )
    take_in(store, {a_source(): [corrected]}, now=CLOSES + 2 * HOUR)

    tomorrow = build(store, make_press, "ouest", TODAY + timedelta(days=1), now=CLOSES + 24 * HOUR).issue

    assert [(p.story.lead.title, p.story.update_of) for p in tomorrow.content.placements] == [
        (corrected.title, TODAY)
    ]

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.choosing import fits
from digest.core.country import WORLD
from digest.core.edition import SectionPlan
from digest.core.issue import Content, Placement, Section, SlotKind
from digest.core.rendering import Variant
from digest.core.subscriber import Choice, Format
from digest.render.choose import Chosen
from digest.render.press import Press
from digest.render.renderer import open_renderer
from digest.render.views import StoryView
from tests.builders import a_placement, a_story, an_edition, an_issue
from tests.render.sample import a_full_issue

RENDERER = open_renderer(None)
PRESS = RENDERER.press(a_full_issue(), an_edition(), online_url="https://lalagune.example/online")


def chosen(
    *, countries: tuple[str, ...] = (), categories: tuple[str, ...] = (), omitted: frozenset[int] = frozenset()
) -> Chosen:
    result = PRESS.stock.choose(Variant(Choice(countries, categories), omitted))
    assert result is not None
    return result


def ids(result: Chosen) -> tuple[int, ...]:
    return tuple(story.id for story in result.stories)


def test_choose_shows_everything_to_those_who_chose_nothing() -> None:
    stock = PRESS.stock
    best_first = sorted((story for _, stories in stock.sections for story in stories), key=lambda s: -s.points)
    result = chosen()

    assert stock.lead is not None
    assert result == Chosen(stock.lead, stock.sections, below=0b1111111)
    assert list(stock.best(result)) == best_first[:2]


@pytest.mark.parametrize(
    ("countries", "categories", "expected"),
    [
        (("CI",), (), (1,)),
        (("ML",), (), (5, 6)),
        (("BJ",), ("disaster", "economy"), (2, 4)),
        ((WORLD,), (), (7, 8)),
        (("BJ", WORLD), ("justice", "environment"), (1, 8)),
    ],
    ids=["second country of the lead", "a country", "both", "the world", "lead and world"],
)
def test_choose_keeps_stories_of_a_chosen_country_and_category(
    countries: tuple[str, ...], categories: tuple[str, ...], expected: tuple[int, ...]
) -> None:
    assert ids(chosen(countries=countries, categories=categories)) == expected


def test_choose_finds_nothing_where_nothing_fits() -> None:
    assert PRESS.stock.choose(Variant(Choice(("NE",)))) is None


def test_choose_leaves_out_what_is_omitted() -> None:
    result = chosen(countries=("BJ", "ML"), omitted=frozenset({3, 5, 7}))

    assert ids(result) == (1, 2, 4, 6)


def test_choose_finds_nothing_where_all_that_fits_is_omitted() -> None:
    variant = Variant(Choice(("ML",)), frozenset({5, 6}))

    assert PRESS.stock.choose(variant) is None


def test_choose_puts_the_best_of_the_others_on_top() -> None:
    result = chosen(categories=("sport", "weather", "politics"))

    assert result.lead.id == 5
    assert [(section.title, [story.id for story in stories]) for section, stories in result.sections] == [
        ("Mali", [6]),
        ("Monde", [7]),
    ]


def test_without_lowest_keeps_the_lead_and_says_that_it_is_shorter() -> None:
    result = PRESS.stock.without_lowest(chosen())

    assert ids(result) == (1, 2, 3, 4, 5, 6, 7)
    assert result.shortened


def _quiet_issue() -> Press:
    """Mali has nothing at all, Bénin a story on sport; the lead is about the Ivory Coast."""
    lead = a_placement(a_story(id=1, countries=("CI",), category="politics"), SlotKind.LEAD)
    benin = a_placement(a_story(id=2, category="sport"), points=0.4)
    world = a_placement(a_story(id=3, countries=("FR",)), points=0.3)
    plans = {title: SectionPlan(title, countries=(code,)) for title, code in (("Bénin", "BJ"), ("Mali", "ML"))}
    sections = (
        Section("Bénin", (benin,), plans["Bénin"]),
        Section("Mali", (), plans["Mali"]),
        Section("Monde", (world,)),
    )
    return open_renderer(None).press(an_issue(content=Content(lead, sections)), an_edition(), online_url="")


QUIET = _quiet_issue()


@pytest.mark.parametrize(
    ("choice", "omitted", "expected"),
    [
        (Choice(), {}, [("Bénin", 1), ("Mali", 0), ("Monde", 1)]),
        (Choice(format=Format.TEXT), {}, [("Bénin", 1), ("Mali", 0), ("Monde", 1)]),
        (Choice(countries=("CI", "BJ")), {}, [("Bénin", 1)]),
        (Choice(countries=("CI", "ML")), {}, [("Mali", 0)]),
        (Choice(countries=("CI", "BJ"), categories=("politics",)), {}, [("Bénin", 0)]),
        (Choice(categories=("politics",)), {}, [("Mali", 0)]),
        (Choice(countries=("BJ", "ML")), {}, [("Mali", 0)]),
        (Choice(), {2}, [("Mali", 0), ("Monde", 1)]),
    ],
    ids=[
        "everything",
        "text",
        "countries without it",
        "its country",
        "a country, but not its stories",
        "a category",
        "the only story leads",
        "a story seen elsewhere",
    ],
)
def test_choose_says_that_a_section_has_nothing_to_those_who_asked_for_it(
    choice: Choice, omitted: set[int], expected: list[tuple[str, int]]
) -> None:
    result = QUIET.stock.choose(Variant(choice, frozenset(omitted)))

    assert result is not None
    assert [(section.title, len(stories)) for section, stories in result.sections] == expected


def test_choose_keeps_a_section_without_news_when_a_mail_is_shortened() -> None:
    result = QUIET.stock.choose(Variant(Choice()))

    assert result is not None
    assert [section.title for section, _ in QUIET.stock.without_lowest(result).sections] == ["Bénin", "Mali"]


def test_section_without_news_says_so_in_both_parts() -> None:
    html, text = QUIET.preview(Variant(Choice()))

    assert html.count("Rien de nouveau aujourd’hui.") == text.count("Rien de nouveau aujourd’hui.") == 1
    assert QUIET.page().count("Rien de nouveau aujourd’hui.") == 1
    assert "MALI\n" + "=" * 72 + "\nRien de nouveau aujourd’hui.\n" in text


STORIES = st.builds(
    a_story,
    id=st.integers(2, 9),
    countries=st.sampled_from([("BJ",), ("ML",), ("BJ", "ML"), ("KE",)]),
    category=st.sampled_from(["sport", "weather", "politics"]),
)
PLACEMENTS = st.builds(a_placement, STORIES, points=st.sampled_from([0.25, 0.5, 0.75]))
SECTIONS = st.lists(
    st.builds(Section, st.just("S"), st.lists(PLACEMENTS, max_size=3).map(tuple)), min_size=1, max_size=3
)
VARIANTS = st.builds(
    Variant,
    st.builds(
        Choice,
        st.lists(st.sampled_from(["BJ", "ML", "NE", WORLD]), unique=True).map(tuple),
        st.lists(st.sampled_from(["sport", "weather", "religion"]), unique=True).map(tuple),
    ),
    st.frozensets(st.integers(1, 9), max_size=2),
)
LEAD = a_placement(a_story(id=1, category="sport"), SlotKind.LEAD)


@settings(max_examples=60, deadline=None)
@given(lead=st.sampled_from([LEAD, None]), sections=SECTIONS, variant=VARIANTS)
def test_choose_takes_exactly_what_fits_and_the_best_first(
    lead: Placement | None, sections: list[Section], variant: Variant
) -> None:
    issue = an_issue(content=Content(lead, tuple(sections)))
    stock = RENDERER.press(issue, an_edition(), online_url="").stock
    below = [story for _, stories in stock.sections for story in stories]
    fitting = [
        story
        for story in ([stock.lead] if stock.lead else []) + below
        if fits(variant.choice, story.countries, story.topic) and story.id not in variant.omitted
    ]

    result = stock.choose(variant)

    if not fitting:
        assert result is None
    else:
        assert result is not None
        best = fitting[0] if fitting[0] is stock.lead else max(fitting, key=lambda story: story.points)
        assert result.stories == [best, *(story for story in fitting if story is not best)]
        others = sorted(result.stories[1:], key=lambda story: -story.points)
        assert list(stock.best(result)) == others[:2]
        assert list(stock.essentials(result)) == _one_of_each_country_first([best, *others])


def _one_of_each_country_first(stories: list[StoryView]) -> list[StoryView]:
    first = {story.country: story for story in reversed(stories)}.values()
    return sorted(stories, key=lambda story: story not in first)[:4] if len(stories) > 4 else []


@settings(max_examples=60, deadline=None)
@given(lead=st.sampled_from([LEAD, None]), sections=SECTIONS)
def test_without_lowest_leaves_out_one_after_the_other(lead: Placement | None, sections: list[Section]) -> None:
    issue = an_issue(content=Content(lead, tuple(sections)))
    stock = RENDERER.press(issue, an_edition(), online_url="").stock
    result = stock.choose(Variant(Choice()))
    while result and result.below:
        before = result.stories
        result = stock.without_lowest(result)
        (lost,) = set(before) - set(result.stories)
        assert lost.points == min(story.points for story in before[1:])
        assert result.stories == [story for story in before if story is not lost]

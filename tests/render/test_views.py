from dataclasses import replace
from datetime import date

import pytest

from digest.core.article import Picture
from digest.core.country import WORLD
from digest.core.issue import SlotKind
from digest.core.naming import OUR_NAMES
from digest.core.own_category import OwnCategory
from digest.core.story import Story
from digest.render.views import CoverageView, StoryView, reading_minutes, view_story
from digest.render.wording import open_wording
from tests.builders import a_placement, a_source, a_story, an_article, an_edition


def a_view(story: Story | None = None, section: str = "Bénin", **changes: object) -> StoryView:
    placement = a_placement(story or a_story(**changes), SlotKind.FEATURE)
    return view_story(placement, section, an_edition(), open_wording("fr"))


def test_view_story_sets_every_text() -> None:
    view = a_view(title="« Qu'est-ce ? »", lead="Un  mot :\nrien.")

    assert (view.title, view.summary) == ("«\u00a0Qu’est-ce\u00a0?\u00a0»", "Un mot\u00a0: rien.")
    assert (view.country, view.category, view.tone, view.source) == ("Bénin", "Société", "green", "Echo")


def test_view_story_calls_its_category_as_the_newsroom_does() -> None:
    wording = open_wording("fr", OUR_NAMES.rename("society", fr="Vivre ensemble : tous"))

    assert view_story(a_placement(), "Bénin", an_edition(), wording).category == "Vivre ensemble\u00a0: tous"


@pytest.mark.parametrize(("under", "tone"), [("security", "red"), ("sport", "gold"), (None, "blue")])
def test_view_story_gives_an_added_category_the_colour_of_its_topic(under: str | None, tone: str) -> None:
    wording = open_wording("fr", OUR_NAMES.add(OwnCategory("port", "Le port", "The port", under)))

    view = view_story(a_placement(a_story(category="port")), "Bénin", an_edition(), wording)

    assert (view.category, view.tone, view.topic) == ("Le port", tone, "port")


def test_view_story_names_the_country_only_where_the_section_does_not() -> None:
    assert a_view(section="Bénin").place is None
    assert a_view(section="Société").place == "Bénin"


def test_view_story_says_which_issue_it_follows() -> None:
    assert a_view().follows is None
    assert (
        a_view(replace(a_story(), update_of=date(2026, 3, 1))).follows == "Suite de notre édition du 1er\u00a0mars"
    )


def test_view_story_has_no_minutes_for_what_cannot_be_opened() -> None:
    assert a_view(words=401).minutes == "3\u00a0min"
    assert a_view(words=0).minutes is None
    assert a_view(url="urn:digest:1").minutes is None


def test_view_story_fits_the_heights_of_a_picture_to_our_widths() -> None:
    view = a_view(picture=Picture("https://images.example/a.jpg", "Un pont", 1200, 675))

    assert view.picture is not None
    assert (view.picture.hero_height, view.picture.thumb_height) == (338, 76)


def test_view_story_leaves_unknown_heights_open() -> None:
    view = a_view(picture=Picture("https://images.example/a.jpg", width=1200))

    assert view.picture is not None
    assert (view.picture.hero_height, view.picture.thumb_height) == (None, None)


def test_view_story_shows_no_picture_that_is_not_on_the_web() -> None:
    assert a_view(picture=Picture("javascript:alert(1)")).picture is None


def test_view_story_lists_each_other_owner_once() -> None:
    rives, rives_too = a_source("rives", name="Rives"), a_source("rives-sport", name="Rives Sport", owner="rives")
    story = Story(
        an_article(id=1),
        (an_article(id=2), an_article(id=3, source=rives), an_article(id=4, source=rives_too)),
    )

    also = a_view(story).also

    assert [(view.source, view.link) for view in also] == [("Rives", "https://echo.example/3")]
    assert all(isinstance(view, CoverageView) for view in also)


def test_view_story_can_be_chosen_as_the_world_from_outside_the_home_set() -> None:
    assert a_view(countries=("ZM", "BJ")).countries == {WORLD, "BJ"}


def test_view_story_knows_the_direction_of_its_language() -> None:
    assert [a_view(language=language).direction for language in ("fr", "ar", "xx")] == ["ltr", "rtl", "auto"]


def test_reading_minutes_are_at_least_one() -> None:
    assert [reading_minutes(words) for words in (0, 200, 201)] == [1, 1, 2]


@pytest.mark.parametrize(("language", "side"), [("fr", "left"), ("ar", "right"), ("fa", "right"), ("xx", "left")])
def test_view_story_begins_its_lines_where_its_language_does(language: str, side: str) -> None:
    assert a_view(language=language).side == side


def test_view_story_counts_the_words_that_the_mail_shows() -> None:
    placement = a_placement(a_story("Deux mots", lead="Et trois ici."), SlotKind.BRIEF)

    assert a_view(title="Deux mots", lead="Et trois ici.").words == 5
    assert view_story(placement, "Bénin", an_edition(), open_wording("fr")).words == 2

"""What editors want, laid over what the ranking made: exact, kept by a rebuild, and never another score."""

from dataclasses import replace

import pytest

from digest.core.article import Picture
from digest.core.edits import (
    Add,
    Command,
    Drop,
    Hold,
    Illustrate,
    Introduce,
    Lead,
    Move,
    Part,
    Pin,
    Preheader,
    Restore,
    Rewrite,
    Subject,
)
from digest.core.issue import Act, Content, Hand, Section, SlotKind
from digest.core.lay import arrived, lay
from digest.core.overrides import NOTHING_WANTED, Overrides, Signed, apply, fold
from digest.core.pool import Pool, make_pool
from digest.core.story import Exclusion, LeftOut, Story
from tests.builders import NOON, a_cadence, a_placement, a_story, an_article, an_edition

WINDOW = a_cadence().window(NOON.date())
EXTRA = a_story("Un pont neuf à Parakou", id=90, countries=("BJ",))


def a_ranking(*, reserve: tuple[int, ...] = (30, 31)) -> Content:
    """A lead of Niger; four stories of Benin, two of Mali; two more in the reserve."""
    return Content(
        lead=a_placement(a_story("La une", id=1, countries=("NE",)), SlotKind.LEAD, 0.9),
        sections=(
            Section(
                "Bénin",
                tuple(a_placement(a_story(f"Bénin {n}", id=n), points=1 - n / 20) for n in (10, 11, 12, 13)),
            ),
            Section("Mali", tuple(a_placement(a_story(f"Mali {n}", id=n, countries=("ML",))) for n in (20, 21))),
        ),
        reserve=tuple(
            LeftOut(a_story(f"Niger {n}", id=n, countries=("NE",)), 4000, Exclusion.SECTION_FULL, ("Niger", 100))
            for n in reserve
        ),
        left_out=7,
    )


def a_pool(content: Content, *extra: Story) -> Pool:
    return make_pool(content, extra, edition=an_edition(), window=WINDOW)


def laid(*commands: Command, content: Content | None = None) -> Content:
    ranked = content or a_ranking()
    return lay(ranked, fold(Signed(each, "Awa") for each in commands), a_pool(ranked, EXTRA))


def order(content: Content) -> dict[str, list[int]]:
    lead = {"": [content.lead.story.id]} if content.lead else {}
    return lead | {each.title: [p.story.id for p in each.placements] for each in content.sections}


def test_nothing_wanted_changes_nothing() -> None:
    assert lay(a_ranking(), NOTHING_WANTED, a_pool(a_ranking())) is not None
    assert lay(a_ranking(), NOTHING_WANTED, a_pool(a_ranking())) == a_ranking()


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        ([Pin(13, 1)], {"": [1], "Bénin": [13, 10, 11, 12], "Mali": [20, 21]}),
        ([Move(20, "Bénin", 2)], {"": [1], "Bénin": [10, 20, 11, 12, 13], "Mali": [21]}),
        ([Move(10, "Bénin", 99)], {"": [1], "Bénin": [11, 12, 13, 10], "Mali": [20, 21]}),
        ([Move(11, "Bénin", 1), Move(13, "Bénin", 2)], {"": [1], "Bénin": [11, 13, 10, 12], "Mali": [20, 21]}),
        ([Drop(10), Move(12, "Bénin", 2)], {"": [1], "Bénin": [11, 12, 13], "Mali": [20, 21]}),
        ([Drop(20), Drop(21)], {"": [1], "Bénin": [10, 11, 12, 13]}),
        ([Lead(21)], {"": [21], "Bénin": [10, 11, 12, 13], "Mali": [20], "Niger": [1]}),
        ([Lead(21), Lead(12)], {"": [12], "Bénin": [10, 11, 13], "Mali": [20, 21], "Niger": [1]}),
        ([Drop(1)], {"": [10], "Bénin": [11, 12, 13], "Mali": [20, 21]}),
        ([Drop(1), Restore(1)], {"": [1], "Bénin": [10, 11, 12, 13], "Mali": [20, 21]}),
        ([Move(1, "Mali", 1)], {"": [10], "Bénin": [11, 12, 13], "Mali": [1, 20, 21]}),
        ([Drop(12), Pin(13, 1), Restore(12)], {"": [1], "Bénin": [13, 10, 11, 12], "Mali": [20, 21]}),
        ([Restore(30)], {"": [1], "Bénin": [10, 11, 12, 13], "Mali": [20, 21], "Niger": [30]}),
        ([Restore(30, "Mali", 1)], {"": [1], "Bénin": [10, 11, 12, 13], "Mali": [30, 20, 21]}),
        ([Add(90, "Bénin", 3)], {"": [1], "Bénin": [10, 11, 90, 12, 13], "Mali": [20, 21]}),
        ([Lead(90)], {"": [90], "Bénin": [10, 11, 12, 13], "Mali": [20, 21], "Niger": [1]}),
        ([Pin(1, 3)], {"": [1], "Bénin": [10, 11, 12, 13], "Mali": [20, 21]}),
        ([Move(10, "Société", 1)], {"": [1], "Bénin": [11, 12, 13], "Mali": [20, 21], "Société": [10]}),
        ([Drop(12345), Lead(12345)], {"": [1], "Bénin": [10, 11, 12, 13], "Mali": [20, 21]}),
    ],
)
def test_stories_stand_where_editors_want_them(commands: list[Command], expected: dict[str, list[int]]) -> None:
    assert order(laid(*commands)) == expected


def test_scores_and_reasons_stay_what_the_ranking_found() -> None:
    found = {p.story.id: (p.score, p.claim, p.because, p.crowding) for p in a_ranking().placements}

    edited = laid(Lead(21), Pin(13, 1), Drop(10), Rewrite(11, Part.TITLE, "Autre titre"), Restore(30))

    for placement in edited.placements:
        if placement.story.id in found:
            assert found[placement.story.id] == (
                placement.score,
                placement.claim,
                placement.because,
                placement.crowding,
            )


def test_what_editors_did_is_told_apart_with_their_names() -> None:
    ranked = a_ranking()
    wanted = fold([Signed(Pin(13, 1), "Awa"), Signed(Rewrite(13, Part.TITLE, "Autre titre"), "Koffi")])

    first = lay(ranked, wanted, a_pool(ranked)).sections[0].placements[0]

    assert first.hands == (Hand(Act.PINNED, "Awa"), Hand(Act.TITLE, "Koffi"))
    assert (first.story.lead.title, first.told.lead.title) == ("Autre titre", "Bénin 13")


def test_texts_and_pictures_are_those_of_the_editor() -> None:
    picture, other = Picture("https://echo.example/a.jpg", "Un fleuve"), Picture("https://relais.example/b.jpg")
    told = Story(an_article("Titre", id=10, picture=picture), (an_article("Ailleurs", id=15, picture=other),))
    ranked = replace(a_ranking(), sections=(Section("Bénin", (a_placement(told),)),))
    commands = (
        Rewrite(10, Part.ALT, "Le port à l’aube"),
        Rewrite(10, Part.TEASER, "Autre chapeau."),
        Rewrite(10, Part.WHY, "Parce que."),
        Illustrate(10, 15),
    )

    (placement,) = laid(*commands, content=ranked).sections[0].placements

    assert placement.story.lead.picture == replace(other, alt="Le port à l’aube")
    assert (placement.story.lead.lead, placement.why) == ("Autre chapeau.", "Parce que.")
    assert placement.before == told
    without = laid(Illustrate(10, None), content=ranked).sections[0].placements[0]
    assert without.story.lead.picture is None


def test_texts_of_the_issue_are_those_of_the_editor() -> None:
    edited = laid(Subject("Objet"), Preheader("Suite"), Introduce("Bonjour.", "Koffi"))

    assert (edited.subject, edited.preheader, edited.opening, edited.signature) == (
        "Objet",
        "Suite",
        "Bonjour.",
        "Koffi",
    )
    assert laid(Subject("Objet"), Subject("")) == a_ranking()


def test_what_was_taken_out_heads_the_reserve_with_its_reason() -> None:
    edited = laid(Drop(10, "déjà lu ailleurs"), Hold(20), Restore(31))

    told = [(each.story.id, each.reason, each.because) for each in edited.reserve]
    assert told == [
        (10, Exclusion.DROPPED, ("Awa", "déjà lu ailleurs")),
        (20, Exclusion.HELD, ("Awa",)),
        (30, Exclusion.SECTION_FULL, ("Niger", 100)),
    ]
    assert edited.left_out == 7 + 2 - 1


def test_rebuild_with_more_articles_keeps_what_editors_want() -> None:
    wanted = (Pin(13, 1), Drop(11), Lead(21), Rewrite(12, Part.TITLE, "Autre titre"))
    before = a_ranking()
    more = a_placement(a_story("Bénin 40", id=40), points=0.95)
    after = replace(
        before, sections=(Section("Bénin", (more, *before.sections[0].placements)), before.sections[1])
    )

    edited = laid(*wanted, content=after)

    assert order(edited) == {"": [21], "Bénin": [13, 40, 10, 12], "Mali": [20], "Niger": [1]}
    assert edited.sections[0].placements[3].story.lead.title == "Autre titre"
    assert arrived(before, after) == (40,)


def test_story_that_the_ranking_no_longer_has_stays_where_an_editor_wants_it() -> None:
    wanted = fold([Signed(Pin(13, 2), "Awa"), Signed(Rewrite(13, Part.TITLE, "Autre titre"), "Awa")])
    before = a_ranking()
    gone = before.sections[0].placements[3]
    after = replace(before, sections=(replace(before.sections[0], placements=before.sections[0].placements[:3]),))

    edited = lay(after, wanted, a_pool(after, gone.story))

    assert order(edited) == {"": [1], "Bénin": [10, 13, 11, 12]}
    assert edited.sections[0].placements[1].story.lead.title == "Autre titre"


def test_story_that_became_part_of_another_one_is_found_by_its_article() -> None:
    both = Story(an_article("Bénin 10", id=10), (an_article("Bénin 12", id=12),), known_as=5)
    ranked = replace(a_ranking(), sections=(Section("Bénin", (a_placement(a_story(id=11)), a_placement(both))),))

    assert order(laid(Pin(12, 1), content=ranked)) == {"": [1], "Bénin": [5, 11]}


def test_last_wording_of_a_target_holds_and_none_gives_the_original_back() -> None:
    first, second = Rewrite(10, Part.TITLE, "Un"), Rewrite(10, Part.TITLE, "Deux")

    assert fold([Signed(first, "Awa"), Signed(second, "Koffi")]) == Overrides(worded=(Signed(second, "Koffi"),))
    assert fold([Signed(first, "Awa"), Signed(Rewrite(10, Part.TITLE, None), "Koffi")]) == NOTHING_WANTED


def test_commands_of_different_targets_may_come_in_any_order() -> None:
    one, other = Signed(Rewrite(10, Part.TITLE, "Un"), "Awa"), Signed(Rewrite(11, Part.WHY, "Deux"), "Koffi")

    assert apply(fold([one]), other) == apply(fold([other]), one)

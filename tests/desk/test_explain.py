from digest.core.assemble import Board
from digest.core.issue import Content, Placement, Section, SlotKind
from digest.core.story import Exclusion, Factor, LeftOut, Score, Story
from digest.desk.explain import Explanation, Placed, Reason, Refused, explain, format_explanation
from tests.builders import a_placement, a_source, a_story, an_article

SCORE = Score((Factor("breadth", 0.5405, 0.40, (3, 0)), Factor("recency", 0.7937, 0.24, (240,))))
FORCE = Story(
    an_article("Une force commune pour le Sahel", id=1, countries=("NE", "ML"), category="security"),
    (an_article(id=7), an_article(id=8)),
)
BOARD = Board(
    Content(
        lead=Placement(SlotKind.LEAD, FORCE, SCORE),
        sections=(
            Section(
                "Bénin",
                (a_placement(a_story(id=2), points=0.7), a_placement(a_story("Vote", id=3), SlotKind.BRIEF)),
            ),
        ),
    ),
    left_out=(
        LeftOut(a_story("Port", id=4), 3000, Exclusion.SECTION_FULL, ("Bénin", 2000)),
        LeftOut(a_story("Vieux", id=5, source=a_source("fanal")), None, Exclusion.SHOWN, ("2026-03-05",)),
    ),
)


def test_explain_gives_the_place_and_the_sum_of_each_story() -> None:
    lead, *others = explain(BOARD).placed

    assert lead == Placed(
        section=None,
        slot="lead",
        title="Une force commune pour le Sahel",
        source="Echo",
        countries=("Niger", "Mali"),
        category="Security",
        articles=3,
        points=4067,
        reasons=(
            Reason("breadth", "3 voices", 0.5405, 0.40, 2162),
            Reason("recency", "4\u00a0h before closing", 0.7937, 0.24, 1905),
        ),
    )
    assert [(p.section, p.slot, p.title) for p in others] == [
        ("Bénin", "feature", "Crue du fleuve à Malanville"),
        ("Bénin", "brief", "Vote"),
    ]


def test_explain_gives_the_reason_for_what_was_left_out() -> None:
    assert explain(BOARD).left_out == (
        Refused("Port", "Echo", 3000, "section full", "0.20 below the last story of Bénin"),
        Refused("Vieux", "Fanal", None, "shown", "in the issue of 2026-03-05"),
    )


def test_format_explanation_reads_from_top_to_bottom() -> None:
    assert format_explanation(explain(BOARD)).splitlines() == [
        "Lead",
        "   1  0.4067  Une force commune pour le Sahel",
        "              lead · Echo and 2 more · Niger, Mali · Security",
        "              breadth   0.5405 × 0.40 = 0.2162  3 voices",
        "              recency   0.7937 × 0.24 = 0.1905  4\u00a0h before closing",
        "",
        "Bénin",
        "   2  0.7000  Crue du fleuve à Malanville",
        "              feature · Echo · Benin · Society",
        "              breadth   0.7000 × 1.00 = 0.7000  3 voices",
        "   3  0.5000  Vote",
        "              brief · Echo · Benin · Society",
        "              breadth   0.5000 × 1.00 = 0.5000  3 voices",
        "",
        "Left out",
        "      0.3000  Port",
        "              Echo · section full: 0.20 below the last story of Bénin",
        "           –  Vieux",
        "              Fanal · shown: in the issue of 2026-03-05",
    ]


def test_format_explanation_says_that_an_issue_is_empty() -> None:
    assert format_explanation(Explanation((), ())) == "No story found a place."


def test_format_explanation_fits_a_terminal() -> None:
    long = Board(Content(a_placement(a_story("Malanville " * 30)), ()), ())

    lines = format_explanation(explain(long)).splitlines()

    assert max(len(line) for line in lines) == 100
    assert lines[1].endswith("…")

"""Why each story stands where it does: the reasons of an issue as values, in words that add up."""

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.issue import Content, Placement, Section, SlotKind
from digest.core.naming import OUR_NAMES
from digest.core.story import POINT, Exclusion, Factor, LeftOut, Score, Story
from digest.desk.explain import Explanation, Placed, Reason, Refused, Telling, explain
from tests.builders import a_placement, a_source, a_story, an_article

SCORE = Score((Factor("breadth", 0.5405, 0.40, (3, 0)), Factor("recency", 0.7937, 0.24, (240,))))
FORCE = Story(
    an_article("Une force commune pour le Sahel", id=1, countries=("NE", "ML"), category="security"),
    (an_article(id=7), an_article(id=8, source=a_source("fanal"))),
)
CONTENT = Content(
    lead=Placement(SlotKind.LEAD, FORCE, SCORE),
    sections=(
        Section(
            "Bénin",
            (a_placement(a_story(id=2), points=0.7), a_placement(a_story("Vote", id=3), SlotKind.BRIEF)),
        ),
    ),
    reserve=(
        LeftOut(a_story("Port", id=4), 3000, Exclusion.SECTION_FULL, ("Bénin", 2000)),
        LeftOut(a_story("Marché", id=5, source=a_source("fanal")), None, Exclusion.ISSUE_FULL, (12,)),
    ),
    left_out=45,
)


def test_explain_gives_the_place_and_the_sum_of_each_story() -> None:
    lead, *others = explain(CONTENT, language="en").placed

    assert lead == Placed(
        id=1,
        section=None,
        number=1,
        slot="lead",
        title="Une force commune pour le Sahel",
        source="Echo",
        also=("Fanal",),
        countries=("Niger", "Mali"),
        category="Security",
        articles=3,
        points=4067,
        because="Told by 3 independent newsrooms (+0.22), last told 4\u00a0h before closing (+0.19).",
        reasons=(
            Reason("breadth", "Told by several", "3 voices", 0.5405, 0.40, 2162),
            Reason("recency", "Freshness", "4\u00a0h before closing", 0.7937, 0.24, 1905),
        ),
    )
    assert [(p.section, p.number, p.slot, p.title) for p in others] == [
        ("Bénin", 1, "feature", "Crue du fleuve à Malanville"),
        ("Bénin", 2, "brief", "Vote"),
    ]


def test_explain_gives_the_reason_for_what_was_left_out() -> None:
    explanation = explain(CONTENT, language="en")

    assert explanation.reserve == (
        Refused(4, "Port", "Echo", 3000, "section full", "Section full", "0.20 below the last story of Bénin"),
        Refused(5, "Marché", "Fanal", None, "issue full", "Issue full", "the issue is full with 12 stories"),
    )
    assert explanation.left_out == 45


def test_explain_speaks_french() -> None:
    lead = explain(CONTENT, language="fr").placed[0]

    assert (lead.category, lead.countries) == ("Sécurité", ("Niger", "Mali"))
    assert lead.because == (
        "3\u00a0rédactions indépendantes en parlent (+0,22), "
        "dernières nouvelles 4\u00a0h avant le bouclage (+0,19)."
    )


def test_explain_of_an_empty_issue_is_empty() -> None:
    assert explain(Content(None, ()), language="fr") == Explanation((), (), 0)


def test_sentence_begins_with_what_counts_most_and_leaves_out_what_adds_nothing() -> None:
    factors = [
        Factor("picture", 0.0, 0.06, (0,)),
        Factor("country", 1.0, 0.1, ("BJ",)),
        Factor("source", 0.5, 0.4, ("Écho",)),
    ]

    assert Telling("en", OUR_NAMES).because(factors) == (
        "Carried by Écho (+0.20), about a country that counts most, Benin (+0.10)."
    )


@settings(max_examples=200)
@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(0, 1)), max_size=10))
def test_figures_of_a_sentence_add_up_to_the_score_that_is_printed(pairs: list[tuple[float, float]]) -> None:
    score = Score(tuple(Factor("source", round(value, 4), weight, ("Écho",)) for value, weight in pairs))

    sentence = Telling("en", OUR_NAMES).because(score.factors)

    figures = [part.split(")")[0] for part in sentence.split(" (")[1:]]
    hundredths = sum(int(figure.replace("−", "-").replace("+", "").replace(".", "")) for figure in figures)
    assert hundredths == round(100 * score.points / POINT)

"""An account reads like an editor's reasoning, fits a terminal, and its numbers add up as they are printed."""

import re
from dataclasses import replace

import pytest

from digest.core.issue import Claim, Content, Section
from digest.core.quota import Axis, Quota, Unmet
from digest.core.story import Factor
from digest.desk.account import Account
from digest.desk.explain import explain
from tests.builders import a_placement, a_story
from tests.desk.test_explain import CONTENT


def text_of(content: Content, language: str, width: int = 100) -> str:
    return Account(language, width).whole(explain(content, language=language)).replace("\u00a0", " ")


def test_account_reads_from_top_to_bottom() -> None:
    assert text_of(CONTENT, "en").splitlines() == [
        "Lead",
        " 1. Une force commune pour le Sahel — 0.41",
        "    Echo · also in Fanal · Niger, Mali · Security",
        "    Told by 3 independent newsrooms (+0.22), last told 4 h before closing (+0.19).",
        "    Told by several   0.5405 × 0.40 =  0.2162  3 voices",
        "    Freshness         0.7937 × 0.24 =  0.1905  4 h before closing",
        "    Score                              0.4067",
        "",
        "Bénin",
        " 1. Crue du fleuve à Malanville — 0.70",
        "    Echo · Benin · Society",
        "    Told by 3 independent newsrooms (+0.70).",
        "    Told by several   0.7000 × 1.00 =  0.7000  3 voices",
        "    Score                              0.7000",
        "",
        " 2. Vote — 0.50",
        "    Echo · Benin · Society",
        "    Told by 3 independent newsrooms (+0.50).",
        "    Told by several   0.5000 × 1.00 =  0.5000  3 voices",
        "    Score                              0.5000",
        "",
        "Left out, and why",
        " –  Port — 0.30",
        "    Echo · Section full: 0.20 below the last story of Bénin",
        " –  Marché",
        "    Fanal · Issue full: the issue is full with 12 stories",
        "    and 43 more",
    ]


def test_account_speaks_french() -> None:
    text = text_of(CONTENT, "fr")

    assert "    Echo · aussi dans Fanal · Niger, Mali · Sécurité\n" in text
    assert "    Repris par plusieurs   0,5405 × 0,40 =  0,2162  3 voix\n" in text
    assert "    Echo · Section complète : à 0,20 du dernier sujet retenu sous « Bénin »\n" in text
    assert text.endswith("    et 43 autres")


def test_account_says_that_an_issue_is_empty() -> None:
    assert text_of(Content(None, ()), "en") == "No story found a place."


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [60, 80, 100])
def test_account_fits_the_terminal(language: str, width: int) -> None:
    long = Content(a_placement(a_story("Malanville " * 30)), CONTENT.sections, CONTENT.reserve, 2)

    assert max(map(len, text_of(long, language, width).splitlines())) <= width


def test_printed_sums_add_up() -> None:
    text = text_of(CONTENT, "en")

    for block in re.split(r"^ .\d\. ", text, flags=re.M)[1:]:
        terms = [float(term) for term in re.findall(r"= +(-?\d\.\d{4})", block)]
        total = re.search(r"Score +(\d\.\d{4})", block)
        assert total
        assert f"{sum(terms):.4f}" == total[1]


def test_account_says_what_others_like_it_take_from_a_story() -> None:
    crowding = (Factor("diversity", -0.4118, 0.15, ("BJ", 1, "society", 0, "Écho", 1)),)
    placement = replace(a_placement(points=0.5), crowding=crowding, claim=Claim.HOME, because=("Bénin",))

    lines = text_of(Content(None, (Section("Bénin", (placement,)),)), "en").splitlines()

    assert lines[4:] == [
        "    The first story of Bénin.",
        "    Told by several          0.5000 × 1.00 =  0.5000  3 voices",
        "    Score                                     0.5000",
        "    Variety                 −0.4118 × 0.15 = −0.0618  similar stories placed already: Benin (1),",
        "                                                      Écho (1)",
        "    When places were given                    0.4382",
    ]


def test_account_tells_which_promises_were_not_kept() -> None:
    short = replace(CONTENT, unmet=(Unmet(Quota(Axis.CATEGORY, "sport", at_least=2), 1),))

    assert "Promises not kept\n –  Too little of Sport: 1, the minimum is 2.\n" in text_of(short, "en") + "\n"
    assert "Promises" not in text_of(CONTENT, "en")

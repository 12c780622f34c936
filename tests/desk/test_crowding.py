"""Crowding in words, as an editor reads them in French and in English."""

from digest.core.issue import Claim, Placement, SlotKind
from digest.core.naming import OUR_NAMES
from digest.core.quota import Axis, Quota, Unmet
from digest.core.story import Measured
from digest.desk.crowding import Crowding
from tests.builders import a_score, a_story

FR, EN = Crowding("fr", OUR_NAMES), Crowding("en", OUR_NAMES)
LIKE: Measured = ("ML", 2, "sport", 0, "Écho", 1)


def placed(claim: Claim, *because: str | int) -> Placement:
    return Placement(SlotKind.FEATURE, a_story(), a_score(), (), claim, because)


def test_diversity_names_only_what_others_have_too() -> None:
    assert FR.diversity(LIKE) == "sujets voisins déjà placés\u00a0: Mali (2), Écho (1)"
    assert EN.diversity(LIKE) == "similar stories placed already: Mali (2), Écho (1)"


def test_story_too_much_like_others_tells_what_it_loses() -> None:
    assert FR.too_alike((654, *LIKE)) == "perd 0,07 face à des sujets voisins\u00a0: Mali (2), Écho (1)"
    assert EN.too_alike((54, *LIKE)) == "loses 0.0054 to similar stories: Mali (2), Écho (1)"


def test_mix_tells_the_share_that_was_aimed_at() -> None:
    assert EN.mix(("category", "sport", 20, 4)) == "Sport (4): more than the share aimed at, 20%"
    assert EN.mix(("country", "", 30, 5)) == "everything else (5): more than the share aimed at, 30%"
    assert (
        EN.above_share((500, "country", "ML", 20, 4)) == "loses 0.05, Mali (4): more than the share aimed at, 20%"
    )


def test_quota_is_named_by_what_it_is_about() -> None:
    assert FR.quota_reached(("country", "CI", 3)) == "pas plus de 3 dans un numéro\u00a0: Côte d’Ivoire"
    assert EN.quota_reached(("category", "politics", 1)) == "no more than 1 allowed: Politics"
    assert EN.quota_reached(("owner", "Groupe Lagune", 2)) == "no more than 2 allowed: Groupe Lagune"


def test_claim_tells_what_gave_a_story_its_place() -> None:
    assert EN.claim(placed(Claim.SCORE)) == ""
    assert EN.claim(placed(Claim.QUOTA, "country", "ML", 2)) == "minimum asked for: Mali (2)"
    assert FR.claim(placed(Claim.HOME, "Mali")) == "premier sujet de la section «\u00a0Mali\u00a0»"
    assert EN.claim(placed(Claim.SPARE, "Écho")) == "a place left free; Écho has had its share"
    assert EN.claim(placed(Claim.EDITOR)) == "brought in by an editor"


def test_promise_that_was_not_kept_is_told() -> None:
    unmet = Unmet(Quota(Axis.COUNTRY, "ML", at_least=2), 1)

    assert EN.unmet(unmet) == "Too little of Mali: 1, the minimum is 2."
    assert FR.unmet(unmet) == "Trop peu\u00a0: Mali, 1 sur un minimum de 2."

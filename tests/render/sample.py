"""A sample issue, invented, with everything that a template has to cope with."""

from digest.core.article import Picture
from digest.core.issue import Content, Issue, Section, SlotKind
from digest.core.story import Story
from tests.builders import a_placement, a_source, an_article, an_issue

_ECHO = a_source("echo", name="L’Écho du Golfe")
_RIVES = a_source("rives", name="Rives")
_SAHEL = a_source("sahel", name="Sahel Matin")

_WHY = "Douze mairies gèrent ensemble ce que chacune protégeait seule : le littoral recule de deux mètres par an."


def _picture(name: str, alt: str = "", width: int = 1200, height: int = 675) -> Picture:
    return Picture(f"https://images.example/{name}.jpg", alt, width, height)


def a_full_issue() -> Issue:
    """Pictures and none, briefs, further coverage, a story without a link, one in another language."""
    lead = Story(
        an_article(
            "Douze villes du littoral s’accordent sur un plan commun contre l’érosion",
            id=1,
            countries=("BJ", "CI"),
            category="environment",
            source=_ECHO,
            words=640,
            lead="De Grand-Popo à San-Pédro, les maires veulent planter ensemble 400 km de mangrove "
            "et déplacer les quartiers les plus exposés. Le chantier commencerait en octobre.",
            picture=_picture("littoral", "Une digue de pierres le long d’une plage, vue du ciel."),
        ),
        (
            an_article("Érosion : le plan des douze villes", id=11, source=_RIVES),
            an_article("Mangroves : ce que prévoit l’accord", id=12, source=_SAHEL, url="urn:digest:12"),
        ),
    )
    benin = (
        a_story_of(
            "Le port de Cotonou ouvre un quai réservé aux pêcheurs artisanaux", 2, "economy", source=_RIVES
        ),
        a_story_of(
            "À Parakou, une école de mécanique forme ses cent premières apprenties",
            3,
            "education",
            picture=_picture("parakou", "", 600, 600),
        ),
        a_story_of(
            "« Tout est à refaire » : la digue de Malanville après la crue", 4, "disaster", url="urn:digest:4"
        ),
    )
    mali = (
        a_story_of(
            "Le fleuve retrouve son niveau d’avant la crue à Mopti",
            5,
            "weather",
            countries=("ML",),
            source=_SAHEL,
            picture=Picture("https://images.example/mopti.jpg", "Pirogues au port de Mopti"),
        ),
        a_story_of("Tournoi de lutte : Ségou garde sa ceinture", 6, "sport", countries=("ML",)),
    )
    world = (
        a_story_of("Lusaka : le parlement vote la loi sur l’eau", 7, "politics", countries=("ZM",)),
        a_story_of("Nairobi court reopens the land archive", 8, "justice", countries=("KE",), language="en"),
    )
    content = Content(
        lead=a_placement(lead, SlotKind.LEAD, 0.9, why=_WHY),
        sections=(
            Section("Bénin", tuple(a_placement(story, points=0.8 - n / 10) for n, story in enumerate(benin))),
            Section("Mali", tuple(a_placement(story, points=0.55 - n / 10) for n, story in enumerate(mali))),
            Section(
                "Monde", tuple(a_placement(story, SlotKind.BRIEF, 0.4 - n / 10) for n, story in enumerate(world))
            ),
        ),
    )
    return an_issue(content=content, number=128)


def a_story_of(title: str, id: int, category: str, **changes: object) -> Story:
    lead = "Le chantier a duré deux ans, selon la mairie ; les usagers, eux, attendent de voir la suite."
    return Story(an_article(title, id=id, category=category, **({"lead": lead, "source": _ECHO} | changes)))

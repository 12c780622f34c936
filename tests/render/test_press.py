import quopri
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.article import Picture
from digest.core.category import CATEGORIES
from digest.core.country import WORLD
from digest.core.errors import NotFound
from digest.core.issue import Content, Issue, Section, SlotKind
from digest.core.rendering import EVERYTHING, Slot, Variant, join_pieces
from digest.core.story import Story
from digest.core.subscriber import Choice, Format
from digest.render.environment import text_environment
from digest.render.pieces import decode_pieces, weigh
from digest.render.press import SAMPLE, Press
from digest.render.renderer import open_renderer
from digest.render.themes import open_themes
from tests.builders import a_placement, a_source, an_article, an_edition, an_issue
from tests.render.sample import a_full_issue, a_story_of

ONLINE = "https://lalagune.example/online/ouest/2026-03-06"
RENDERER = open_renderer(None)
_TEXT = text_environment()
PLAIN_TEXT = _TEXT.from_string(open_themes(None).library("default").read("issue/body.txt.j2", _TEXT).text)


def a_press(issue: Issue | None = None, **changes: object) -> Press:
    return RENDERER.press(issue or a_full_issue(), an_edition(**changes), online_url=ONLINE)


def in_one_go(press: Press, variant: Variant) -> tuple[str, str]:
    """What plain Jinja makes of the whole templates: slow, and beyond doubt."""
    chosen = press.stock.choose(variant)
    assert chosen is not None
    values = press.values(chosen, variant) | dict(SAMPLE)
    whole = {str(name): value for name, value in values.items()}
    return press.page_template().render(whole), PLAIN_TEXT.render(whole)


def as_sent(text: str) -> str:
    """Blanks at the end of a line do not survive quoted-printable, and NUL stands in no text."""
    return re.sub(r"[ \t]+\n", "\n", text)


TITLES = st.one_of(
    st.text(min_size=1, max_size=300),
    st.text(alphabet="<>&\"'«»!?: \u00a0\u202f\u200d\u0301é€😀\u2028\x85\x00.=", min_size=1, max_size=120),
    st.sampled_from(["From here", ".", "{{ 7 * 7 }}", "{% raw %}", "JJ1JJ", "--><script>", "a  \n b ", "x" * 300]),
)
ARTICLES = st.builds(
    an_article,
    TITLES,
    id=st.integers(1, 3),
    lead=st.one_of(st.just(""), TITLES),
    url=st.sampled_from(["https://echo.example/a?b=1&c=%22", "urn:digest:abc"]),
    countries=st.lists(st.sampled_from(["BJ", "ML", "ZM", "001"]), min_size=1, max_size=2, unique=True).map(tuple),
    category=st.sampled_from(CATEGORIES),
    language=st.sampled_from(["fr", "en", "ar", "xx"]),
    source=st.builds(a_source, st.sampled_from(["echo", "rives"]), name=TITLES),
    words=st.integers(0, 900),
    picture=st.one_of(
        st.none(), st.builds(Picture, st.just("https://i.example/1.jpg"), TITLES, st.none() | st.integers(1, 999))
    ),
)
STORIES = st.builds(Story, ARTICLES, st.lists(ARTICLES, max_size=2).map(tuple))
PLACEMENTS = st.builds(
    a_placement,
    STORIES,
    st.sampled_from([SlotKind.FEATURE, SlotKind.BRIEF]),
    st.floats(0, 1, width=16),
    why=st.sampled_from(["", "L'eau <monte>."]),
)
CONTENTS = st.builds(
    Content,
    lead=st.one_of(st.none(), PLACEMENTS),
    sections=st.lists(
        st.builds(
            Section, st.sampled_from(["Bénin", "Mali & <Niger>"]), st.lists(PLACEMENTS, max_size=4).map(tuple)
        ),
        max_size=3,
    ).map(tuple),
)
CHOICES = st.builds(
    Choice,
    countries=st.lists(st.sampled_from(["BJ", "ML", WORLD]), max_size=2, unique=True).map(tuple),
    categories=st.lists(st.sampled_from(CATEGORIES), max_size=9, unique=True).map(tuple),
)
VARIANTS = st.builds(Variant, CHOICES, st.frozensets(st.integers(1, 3), max_size=2))


@settings(max_examples=150, deadline=None)
@given(content=CONTENTS, variants=st.lists(VARIANTS, min_size=1, max_size=4))
def test_press_joins_what_jinja_makes_of_the_whole_template(content: Content, variants: list[Variant]) -> None:
    press = a_press(an_issue(content=content))

    for variant in variants:
        rendering = press.render(variant)
        if rendering.stories:
            assert press.preview(variant) == tuple(as_sent(part) for part in in_one_go(press, variant))


@settings(max_examples=30, deadline=None)
@given(content=CONTENTS)
def test_press_encodes_for_the_wire(content: Content) -> None:
    rendering = a_press(an_issue(content=content)).render(EVERYTHING)

    for pieces in (rendering.html or (), rendering.text):
        for piece in pieces:
            if isinstance(piece, bytes):
                lines = piece.split(b"\r\n")
                assert lines[-1] == b""
                assert max(map(len, lines)) <= 76
                assert not any(line.startswith((b".", b"From ")) for line in lines)
                assert piece.isascii()


def test_press_leaves_slots_open_and_nothing_else() -> None:
    rendering = a_press().render(EVERYTHING)
    url = ("bytes", Slot.UNSUBSCRIBE_URL)  # once more for the reader’s own page, which lies behind it
    wanted = ["bytes", Slot.EMAIL, *url, *url, "bytes"]

    kinds = [piece if isinstance(piece, Slot) else "bytes" for piece in join_pieces(rendering.html or ())]
    assert kinds == wanted
    kinds = [piece if isinstance(piece, Slot) else "bytes" for piece in join_pieces(rendering.text)]
    assert kinds == wanted


def test_press_shows_every_story_once_in_reading_order() -> None:
    rendering = a_press().render(EVERYTHING)

    assert rendering.stories == (1, 2, 3, 4, 5, 6, 7, 8)


def test_press_names_the_lead_in_the_subject_and_others_in_the_preheader() -> None:
    rendering = a_press().render(EVERYTHING)

    assert rendering.subject == "Douze villes du littoral s’accordent sur un plan commun contre l’érosion"
    assert rendering.preheader == (
        "Aussi\u00a0: Le port de Cotonou ouvre un quai réservé aux…"
        " · À Parakou, une école de mécanique forme ses cent…"
    )


def test_press_says_why_a_story_matters_where_an_editor_wrote_it() -> None:
    why = "Le littoral recule de deux mètres par an."
    told = a_placement(a_story_of("Douze villes", 1, "sport"), SlotKind.LEAD, 0.9, why=why)
    other = Section("Bénin", (a_placement(a_story_of("Lutte", 2, "sport")),))

    html, text = a_press(an_issue(content=Content(told, (other,)))).preview(EVERYTHING)

    assert (html.count("Pourquoi c’est important"), html.count(why)) == (1, 1)
    assert f"Pourquoi c’est important\u00a0: {why}\n" in text
    assert text.count("Pourquoi") == 1


def test_press_shows_of_a_brief_the_headline_alone() -> None:
    story = a_story_of("Lutte", 2, "sport", picture=Picture("https://images.example/lutte.jpg"))
    lead = a_placement(a_story_of("Douze villes", 1, "sport", lead="Un plan."), SlotKind.LEAD, 0.9)

    html, text = a_press(
        an_issue(content=Content(lead, (Section("Monde", (a_placement(story, SlotKind.BRIEF),)),)))
    ).preview(EVERYTHING)

    for part in (html, text):
        assert "Lutte" in part
        assert "Un plan." in part
        assert story.lead.lead not in part.replace("\n", " ")
    assert "lutte.jpg" not in html


def test_press_credits_the_source_of_the_large_picture() -> None:
    html, _ = a_press().preview(EVERYTHING)

    assert html.count("Image\u00a0: L’Écho du Golfe") == 1


def test_press_gives_text_alone_to_those_who_want_it() -> None:
    press = a_press()

    rendering = press.render(Variant(Choice(format=Format.TEXT)))

    assert rendering.html is None
    assert rendering.text == press.render(EVERYTHING).text


def test_press_joins_the_light_mail_as_well() -> None:
    press, variant = a_press(), Variant(Choice(format=Format.LIGHT))

    assert press.preview(variant) == tuple(as_sent(part) for part in in_one_go(press, variant))


def test_press_shows_the_same_stories_in_a_light_mail_without_pictures() -> None:
    press = a_press()

    html, _ = press.preview(Variant(Choice(format=Format.LIGHT)))
    rendering = press.render(Variant(Choice(format=Format.LIGHT)))

    assert "<img" in press.preview(EVERYTHING)[0]
    assert "<img" not in html
    assert (rendering.stories, rendering.text) == (
        press.render(EVERYTHING).stories,
        press.render(EVERYTHING).text,
    )


def test_press_keeps_a_light_mail_of_many_stories_under_30_kilobytes() -> None:
    placements = tuple(a_placement(a_story_of(f"Titre {n}", n, "sport"), points=n / 100) for n in range(2, 82))
    lead = a_placement(a_story_of("À la une", 1, "sport"), SlotKind.LEAD, 0.01)
    press = a_press(an_issue(content=Content(lead, (Section("Bénin", placements),))))

    rendering = press.render(Variant(Choice(format=Format.LIGHT)))

    assert 10 < len(rendering.stories) < 81
    assert rendering.stories[0] == 1
    assert 28_000 < weigh(rendering.html or ()) < 30_000
    assert "Lire la suite en ligne" in decode_pieces(rendering.html or (), SAMPLE)


def test_press_has_nothing_for_a_variant_that_nothing_fits() -> None:
    rendering = a_press().render(Variant(Choice(("CI",), ("religion",))))

    assert (rendering.html, rendering.text, rendering.stories) == ((), (), ())


def test_press_puts_the_best_story_on_top_when_the_lead_was_not_chosen() -> None:
    rendering = a_press().render(Variant(Choice(("ML", WORLD))))

    assert rendering.subject == "Le fleuve retrouve son niveau d’avant la crue à Mopti"
    assert rendering.stories == (5, 6, 7, 8)


def test_press_counts_and_names_only_what_is_shown_when_the_lead_is_omitted() -> None:
    variant = Variant(omitted=frozenset({1, 6}))
    rendering = a_press().render(variant)
    _, text = a_press().preview(variant)

    assert rendering.subject == "Le port de Cotonou ouvre un quai réservé aux pêcheurs artisanaux"
    assert rendering.stories == (2, 3, 4, 5, 7, 8)
    assert "6 articles de 4 pays" in text.replace("\xa0", " ")


def test_press_names_the_choice_in_the_footer() -> None:
    _, text = a_press().preview(Variant(Choice(("ML", WORLD), ("weather", "sport"))))

    assert "Vos pays\u00a0: Mali, Monde\nVos rubriques\u00a0: Météo, Sport\n" in text


def test_press_drops_the_lowest_stories_of_a_mail_that_would_be_cut() -> None:
    summary = "Une phrase assez longue pour peser, répétée encore et encore. " * 40
    placements = tuple(
        a_placement(a_story_of(f"Titre {n}", n, "sport", lead=summary), points=n / 100) for n in range(2, 42)
    )
    content = Content(
        a_placement(a_story_of("À la une", 1, "sport"), SlotKind.LEAD, 0.01), (Section("Bénin", placements),)
    )
    press = a_press(an_issue(content=content))

    rendering = press.render(EVERYTHING)
    html, text = press.preview(EVERYTHING)

    kept = len(rendering.stories)
    assert 10 < kept < 41
    assert rendering.stories == (1, *range(43 - kept, 42))
    assert weigh(rendering.html or ()) < 95_000
    assert "Lire la suite en ligne" in html
    assert f"Lire la suite en ligne\n{ONLINE}" in text


def test_press_shows_nothing_of_a_subscriber_on_the_page() -> None:
    page = a_press().page()

    assert page.startswith("<!DOCTYPE html>")
    assert "\0" not in page
    assert "Se désabonner" not in page
    assert "La Lagune, 3 rue des Filaos, Cotonou, Bénin" in page


def test_press_has_no_page_of_an_empty_issue() -> None:
    press = a_press(an_issue(content=Content(None, ())))

    with pytest.raises(NotFound, match="has no stories"):
        press.page()


def test_press_speaks_the_language_of_the_edition() -> None:
    html, text = a_press(locale="en").preview(EVERYTHING)

    assert '<html lang="en" dir="ltr"' in html
    assert "Friday, March 6, 2026 · Afrique de l’Ouest · No. 128 · 1 min read" in text
    assert "every day at 6:30 AM, Porto-Novo time" in " ".join(text.split()).replace("\u00a0", " ")


def test_press_marks_the_language_of_each_story() -> None:
    html, _ = a_press().preview(EVERYTHING)

    assert re.search(r'<div lang="en" dir="ltr" style="text-align:left"><h3[^>]*><a[^>]*>Nairobi court', html)


def test_press_prints_a_story_without_a_link_as_plain_text() -> None:
    html, _ = a_press().preview(EVERYTHING)

    assert re.search(r"<h3[^>]*>«\u00a0Tout est à refaire\u00a0»\u00a0: la digue", html)
    assert "urn:digest" not in html


def test_press_weighs_at_most_70_kb_with_thirty_stories() -> None:
    placements = tuple(
        a_placement(
            a_story_of(
                "Un titre de longueur ordinaire, comme on en lit chaque jour",
                n,
                "sport",
                picture=Picture("https://images.example/p.jpg", "", 600, 600) if n % 3 == 0 else None,
            )
        )
        for n in range(2, 31)
    )
    lead = a_placement(a_story_of("À la une", 1, "sport"), SlotKind.LEAD)
    press = a_press(an_issue(content=Content(lead, (Section("Bénin", placements),))))

    html = quopri.decodestring(b"".join(p for p in press.render(EVERYTHING).html or () if isinstance(p, bytes)))

    assert len(html) < 70_000

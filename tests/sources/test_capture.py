from datetime import UTC, datetime

import pytest

from digest.core.article import RawItem
from digest.core.errors import InvalidInput
from digest.sources.capture import is_capture, read_capture
from tests.wire.samples import sample


def test_capture_reads_the_article_and_the_headlines_beside_it():
    reading = read_capture(sample("page.txt").decode(), "page.txt")

    assert reading.entries == (
        RawItem(
            title="Les sages-femmes d’Atakora ouvrent une école",
            where="page.txt, the article",
            body="Les sages-femmes de l’Atakora ont ouvert mardi une école à Natitingou, au nord du Bénin. "
            "Trente élèves y apprennent le métier pendant deux ans.\n\n"
            "La région manquait de soignantes depuis longtemps, et beaucoup de mères accouchaient seules "
            "à la maison.",
            published_at=datetime(2026, 3, 5, tzinfo=UTC),
            labels=("Santé", "News - Infos"),
        ),
        RawItem("Le port de Lomé rouvre ses quais", "page.txt, sidebar headline 1", labels=("Togo",)),
        RawItem("Chili : les mineurs reprennent le travail", "page.txt, sidebar headline 2", labels=("Monde",)),
        RawItem(
            "Une cheffe cuisine pendant trois jours", "page.txt, sidebar headline 3", labels=("Côte d'Ivoire",)
        ),
    )


@pytest.mark.parametrize(
    ("breadcrumb", "labels"),
    [
        ("AccueilÉchoSociétéUn titre", ("Société", "Écho")),
        ("Accueil > Monde > Un titre", ("Monde",)),
        ("Home » Politics » Un titre", ("Politics",)),
        ("AccueilUn titre", ()),
    ],
)
def test_capture_takes_the_breadcrumb_apart(breadcrumb, labels):
    article = read_capture(f"{breadcrumb}\n\nUn titre\n\nUn texte.", "page.txt").entries[0]

    assert (article.labels, article.body) == (labels, "Un texte.")


def test_capture_without_a_comment_form_ends_at_the_sidebar():
    text = "AccueilSportUn titre\nUn titre\nUn texte.\nMali\nUn autre titre\n"

    assert [(item.title, item.body, item.labels) for item in read_capture(text, "page.txt").entries] == [
        ("Un titre", "Un texte.", ("Sport",)),
        ("Un autre titre", "", ("Mali",)),
    ]


@pytest.mark.parametrize("text", ["", "Accueil", "Un titre\nUn texte", "AccueilSportUn titre\nUn autre\n"])
def test_text_without_a_breadcrumb_and_its_title_is_no_capture(text):
    assert not is_capture(text)
    with pytest.raises(InvalidInput, match="no breadcrumb followed by a title"):
        read_capture(text, "page.txt")

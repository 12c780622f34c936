"""Words of an editor in the mail: subject, the line beside it, the opening and who signs it."""

from dataclasses import replace

from digest.core.rendering import EVERYTHING, Variant
from digest.core.subscriber import Choice
from tests.builders import a_content, an_edition, an_issue
from tests.circulation.given import make_press

CONTENT = replace(
    a_content(),
    subject="Le Sahel s'unit",
    preheader="Et la crue à Malanville",
    opening="Une force commune est née : voici ce qu'elle change.",
    signature="Awa Sossa",
)


def test_mail_has_the_words_of_the_editor() -> None:
    press = make_press(an_issue(content=CONTENT), an_edition(signature="La rédaction"))

    rendering = press.render(EVERYTHING)
    html, text = press.preview(EVERYTHING)

    assert (rendering.subject, rendering.preheader) == ("Le Sahel s’unit", "Et la crue à Malanville")
    for part in (html, text):
        assert "voici ce qu’elle change." in " ".join(part.split())
        assert "— Awa Sossa" in part
        assert "La rédaction" not in part


def test_reader_who_does_not_get_the_lead_does_not_get_its_subject() -> None:
    press = make_press(an_issue(content=CONTENT), an_edition())

    rendering = press.render(Variant(Choice(countries=("ML",))))

    assert rendering.subject == "Le fleuve baisse à Mopti"
    assert rendering.preheader != "Et la crue à Malanville"

import pytest

from digest.core.rendering import EVERYTHING, Slot
from digest.render.checks import Level, check
from digest.render.press import SAMPLE
from digest.render.renderer import open_renderer
from tests.builders import an_edition
from tests.render.sample import a_full_issue

EDITION = an_edition()
PRESS = open_renderer(None).press(a_full_issue(), EDITION, online_url="https://lalagune.example/online")
HTML, TEXT = PRESS.preview(EVERYTHING)


def found(html: str = HTML, text: str = TEXT, **changes: str) -> list[tuple[Level, str]]:
    facts = {
        "subject": "Douze villes s’accordent",
        "preheader": "Aussi : le port de Cotonou ouvre un quai réservé aux pêcheurs",
        "postal_address": EDITION.postal_address,
        "unsubscribe_url": SAMPLE[Slot.UNSUBSCRIBE_URL],
    }
    return [(finding.level, finding.name) for finding in check(html, text, **(facts | changes))]


def test_check_finds_nothing_in_a_good_mail() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("good", "bad", "name"),
    [
        ("<!DOCTYPE html>", "", "doctype"),
        (' dir="ltr" xmlns', " xmlns", "language"),
        ("<title>Douze villes", "<title></title><i>", "title"),
        ("</h1>", "</h1><h1>Encore</h1>", "headings"),
        ('alt="Pirogues au port de Mopti"', "", "alt"),
        ("Pirogues", r"\u{a0}", "escape"),
        ("</head>", "<style>@import url(a.css)</style></head>", "remote"),
        ("Bonjour", "Bonjour\x92", "control"),
        ("3 rue des Filaos", "", "address"),
        (SAMPLE[Slot.UNSUBSCRIBE_URL], "https://elsewhere.example/", "unsubscribe"),
        ("https://echo.example/2", "https://echo.example/22", "links"),
        ("Tournoi de lutte", "Tournoi de boxe", "parts"),
    ],
)
def test_check_finds_what_is_wrong_with_the_html(good: str, bad: str, name: str) -> None:
    assert good in HTML

    assert (Level.ERROR, name) in found(HTML.replace(good, bad))


def test_check_weighs_the_encoded_mail() -> None:
    padded = [HTML.replace("Bonjour", "é" * (count // 6)) for count in (47_000, 60_000)]

    assert [found(html) for html in padded] == [[(Level.WARNING, "size")], [(Level.ERROR, "size")]]


def test_check_warns_where_dark_mode_is_missing() -> None:
    assert found(HTML.replace("prefers-color-scheme", "prefers-contrast")) == [(Level.WARNING, "dark")]


def test_check_reads_the_envelope() -> None:
    assert found(subject="x" * 79, preheader="court") == [(Level.ERROR, "subject"), (Level.WARNING, "preheader")]


def test_check_asks_for_a_postal_address() -> None:
    assert found(postal_address="") == [(Level.ERROR, "address")]

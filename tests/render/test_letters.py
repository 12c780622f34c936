"""Letters, beside what was accepted last.

After a change that is meant: python -m tests.render.test_letters, then read the difference.
"""

from pathlib import Path

import pytest

from digest.core.edition import Sender
from digest.core.errors import InvalidInput
from digest.core.letter import Letter, LetterKind
from digest.core.subscriber import Choice
from digest.render.letters import LetterSetter
from digest.render.themes import open_themes
from tests.builders import TODAY, an_edition

GOLDEN = Path(__file__).parent / "golden" / "letters"
SETTER = LetterSetter(open_themes(None))
LETTERS = [(locale, kind) for locale in ("fr", "en", "ar", "pt") for kind in LetterKind]


def a_letter(kind: LetterKind) -> Letter:
    return Letter(
        kind,
        "awa@lectrices.example",
        link="https://lalagune.example/u/AQAAAAEAAAABabc?a=1&b=2",
        choice=Choice(("BJ", "CI"), ("economy",)),
        day=TODAY,
        reason="Le 1er titre est à relire." if kind in (LetterKind.HELD, LetterKind.STOPPED) else "",
    )


def the_letter(locale: str, kind: LetterKind) -> str:
    """Subject, text, and tags on lines of their own."""
    edition = an_edition(locale=locale, postal_address="BP 128, Porto-Novo")
    found = SETTER.set(a_letter(kind), edition)
    html = f"\n\n{found.html}".replace("><", ">\n<") if kind is LetterKind.WELCOME else ""
    return f"{found.subject}\n\n{found.text}{html}"


def file_of(locale: str, kind: LetterKind) -> Path:
    return GOLDEN / f"{locale}-{kind}.txt"


@pytest.mark.parametrize(("locale", "kind"), LETTERS)
def test_letter_is_what_was_accepted(locale: str, kind: LetterKind) -> None:
    assert the_letter(locale, kind) == file_of(locale, kind).read_text(encoding="utf-8")


def test_letter_lets_nothing_that_it_was_given_become_markup() -> None:
    hostile = '<img src="x">{{ email }}%(edition)s'
    letter = Letter(LetterKind.HELD, "awa@lectrices.example", link='https://x.example/"><i>', reason=hostile)

    html = SETTER.set(letter, an_edition(name=hostile, sender=Sender("a@lalagune.example", "A"))).html

    assert "<img" not in html
    assert '"><i>' not in html
    assert "&lt;img src=&#34;x&#34;&gt;{{ email }}%(edition)s" in html


def test_letter_is_set_in_a_theme_of_the_operators_own(tmp_path: Path) -> None:
    part = tmp_path / "themes" / "night" / "service" / "body.txt.j2"
    part.parent.mkdir(parents=True)
    (tmp_path / "themes" / "night" / "theme.toml").write_text('name = "Night"\n', encoding="utf-8")
    part.write_text("{{ kind }}: {{ heading }}\n", encoding="utf-8")
    setter = LetterSetter(open_themes(tmp_path))

    assert setter.set(a_letter(LetterKind.GOODBYE), an_edition(theme="night")).text == "goodbye: Au revoir\n"

    part.write_text("{{ headline }}\n", encoding="utf-8")
    with pytest.raises(
        InvalidInput, match=r"body\.txt\.j2, line 1: “headline” is nothing that a mail template has"
    ):
        LetterSetter(open_themes(tmp_path)).set(a_letter(LetterKind.GOODBYE), an_edition(theme="night"))


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for letter in LETTERS:
        file_of(*letter).write_text(the_letter(*letter), encoding="utf-8")

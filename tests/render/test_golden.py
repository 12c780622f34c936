"""Whole mails, as a parser reads them, beside what was accepted last.

After a change that is meant: python -m tests.render.test_golden, then read the difference.
"""

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from digest.core.rendering import Variant
from digest.core.subscriber import Choice, Format
from digest.mail.message import Composer, Letterhead
from digest.render.renderer import open_renderer
from tests.builders import NOON, a_subscriber, an_edition
from tests.render.sample import a_full_issue

GOLDEN = Path(__file__).parent / "golden"
RENDERER = open_renderer(None)
MAILS = [(locale, format) for locale in ("fr", "en") for format in Format]


def the_mail(locale: str, format: Format) -> str:
    """Headers, then each part, its tags on lines of their own."""
    edition = an_edition(
        locale=locale, tagline="L’Afrique de l’Ouest, chaque matin", signature="Awa Diarra et la rédaction"
    )
    press = RENDERER.press(a_full_issue(), edition, online_url="https://lalagune.example/online/ouest/2026-03-06")
    composer = Composer(press.render(Variant(Choice(format=format))), Letterhead(edition, a_full_issue()))
    url = "https://lalagune.example/u/AQAAAAEAAAABabcdefghijklmnopqrstuv"
    raw = b"".join(composer.compose(a_subscriber(), unsubscribe_url=url, at=NOON))
    message = message_from_bytes(raw, policy=policy.default)
    headers = [f"{name}: {value}" for name, value in message.items()]
    parts = [part.get_content().replace("\r\n", "\n") for part in message.walk() if not part.is_multipart()]
    return "\n\n".join(["\n".join(headers), parts[0], *(part.replace("><", ">\n<") for part in parts[1:])])


def file_of(locale: str, format: Format) -> Path:
    return GOLDEN / f"{locale}-{format}.txt"


@pytest.mark.parametrize(("locale", "format"), MAILS)
def test_mail_is_what_was_accepted(locale: str, format: Format) -> None:
    assert the_mail(locale, format) == file_of(locale, format).read_text(encoding="utf-8")


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for mail in MAILS:
        file_of(*mail).write_text(the_mail(*mail), encoding="utf-8")

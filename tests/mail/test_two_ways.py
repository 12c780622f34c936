"""The fast way to a mail, joined from kept pieces, against the slow one: plain Jinja over the whole template."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.core.issue import Content
from digest.core.rendering import Slot, Variant
from digest.core.subscriber import Format
from digest.mail.message import Composer, Letterhead
from digest.render.press import Press
from tests.builders import NOON, a_subscriber, an_edition, an_issue
from tests.mail.test_message import as_read, parse
from tests.render.test_press import CONTENTS, PLAIN_TEXT, VARIANTS, a_press, as_sent

FORMATS = st.sampled_from(Format)
ADDRESSES = st.sampled_from(["awa@lectrices.example", "o'neil&co@lecteurs.example", "a+b=c@lecteurs.example"])
LINKS = st.sampled_from(["https://lalagune.example/u/AQAA", "https://lalagune.example/u?a=1&b='2'"])


def sent(press: Press, variant: Variant, email: str, url: str, **edition: str) -> list[str]:
    """The parts of the message for that address, as a standard parser reads them; none if there is no mail."""
    rendering = press.render(variant)
    if not rendering.stories:
        return []
    composer = Composer(rendering, Letterhead(an_edition(**edition), an_issue()))
    raw = b"".join(composer.compose(a_subscriber(email), unsubscribe_url=url, at=NOON))
    return [as_read(part) for part in parse(raw).walk() if not part.is_multipart()]


def in_one_go(press: Press, variant: Variant, slots: dict[Slot, str]) -> tuple[str, str]:
    """What plain Jinja makes of the whole templates with the same values: slow, and beyond doubt."""
    chosen = press.stock.choose(variant)
    assert chosen is not None
    values = press.values(chosen, variant) | slots
    whole = {str(name): value for name, value in values.items()}
    return press.page_template().render(whole), PLAIN_TEXT.render(whole)


@settings(max_examples=60, deadline=None)
@given(
    content=CONTENTS,
    locale=st.sampled_from(["fr", "en", "ar", "pt"]),
    variants=st.lists(st.tuples(VARIANTS, FORMATS, ADDRESSES, LINKS), min_size=1, max_size=4),
)
def test_mail_is_what_jinja_makes_of_the_whole_template(
    content: Content, locale: str, variants: list[tuple[Variant, Format, str, str]]
) -> None:
    press = a_press(an_issue(content=content), locale=locale)

    for chosen, format, email, url in variants:
        variant = replace(chosen, choice=replace(chosen.choice, format=format))
        if parts := sent(press, variant, email, url, locale=locale):
            html, text = in_one_go(press, variant, {Slot.EMAIL: email, Slot.UNSUBSCRIBE_URL: url})
            assert parts == [as_sent(part) for part in ([text] if format is Format.TEXT else [text, html])]

"""A mail in each language that an edition may speak."""

import pytest

from digest.core.issue import Content, Issue, Section
from digest.core.rendering import EVERYTHING
from digest.locale import MAIL_LANGUAGES
from digest.mail.message import Composer, Letterhead
from digest.render.environment import TEXT_WIDTH
from digest.render.preflight.inspect import inspect
from digest.render.preflight.specimen import from_message
from digest.render.typography import typeset
from tests.builders import NOON, a_placement, a_story, a_subscriber, an_edition, an_issue
from tests.mail.test_message import as_read, parse
from tests.render.sample import a_full_issue
from tests.render.test_press import a_press

SUMMARY = (
    "أعلنت البلدية أن أعمال البناء ستبدأ في أكتوبر وتستمر عامين، فيما ينتظر السكان معرفة ما سيحدث "
    "لأحيائهم القريبة من الشاطئ بعد موسم الأمطار، ويُرجى نشر الخطة كاملةً في 12 مارس (Plan 2030)."
)


def mail_in(language: str, issue: Issue) -> bytes:
    edition = an_edition(locale=language)
    rendering = a_press(issue, locale=language).render(EVERYTHING)
    composer = Composer(rendering, Letterhead(edition, issue))
    url = "https://lalagune.example/u/AQAAAAEAAAABabcdefghijklmnopqrstuv"
    return b"".join(composer.compose(a_subscriber(), unsubscribe_url=url, at=NOON))


@pytest.mark.parametrize("language", MAIL_LANGUAGES)
def test_mail_passes_preflight_in_every_language(language: str) -> None:
    assert inspect(from_message(mail_in(language, a_full_issue()))).findings == ()


def test_text_in_arabic_is_wrapped_between_words() -> None:
    story = a_story("السوق يفتح من جديد", language="ar", lead=SUMMARY)
    issue = an_issue(content=Content(None, (Section("السوق", (a_placement(story),)),)))

    text = as_read(next(parse(mail_in("ar", issue)).iter_parts()))

    assert typeset(SUMMARY, "ar") in " ".join(text.split())
    assert max(len(line) for line in text.split("\n") if "://" not in line) <= TEXT_WIDTH

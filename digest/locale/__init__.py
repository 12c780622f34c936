"""The words of mails and pages, in the languages of the product: gettext catalogues, messages in English."""

from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("fr", "en")
"""What pages and answers speak."""

MAIL_LANGUAGES = (*LANGUAGES, "ar", "pt")
"""What editions, and so mails, may speak."""


def page_language(locale: str) -> str:
    """What pages and answers about an edition of `locale` speak: English where they do not speak its language."""
    return locale if locale in LANGUAGES else "en"


@cache
def words(language: str) -> GNUTranslations:
    """The catalogue of `language`, one of MAIL_LANGUAGES, with `gettext` and `ngettext`."""
    source = files(__name__) / language / "LC_MESSAGES" / "digest.po"
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)

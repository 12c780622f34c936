import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from digest.locale import LANGUAGES, MAIL_LANGUAGES, page_language, words
from digest.render.typography import french

ROOT = Path(__file__).parents[2]
USED = re.compile(r"""(?:\b_|\.say|\bgettext)\(\s*(["'])(?!…)(.+?)\1""")  # an error shows how: _("…")
COUNTED = re.compile(r"""\b(?:count|ngettext)\(\s*"([^"]+)",\s*"([^"]+)",""")


MAIL = (ROOT / "templates" / "email", ROOT / "digest" / "render")


def catalogue(language: str) -> Catalog:
    with (ROOT / "digest" / "locale" / language / "LC_MESSAGES" / "digest.po").open("rb") as file:
        return read_po(file, locale=language)


def test_words_speak_both_languages() -> None:
    assert words("fr").gettext("Read online") == "Lire en ligne"
    assert words("en").gettext("Read online") == "Read online"


def test_words_know_what_is_one_in_french() -> None:
    said = [words("fr").ngettext("%(count)s story", "%(count)s stories", n) % {"count": n} for n in (0, 1, 2)]

    assert said == ["0\u00a0article", "1\u00a0article", "2\u00a0articles"]


def test_words_know_the_six_numbers_of_arabic() -> None:
    arabic = words("ar")
    said = [arabic.ngettext("%(count)s story", "%(count)s stories", n) for n in (0, 1, 2, 3, 11, 100, 110, 111)]

    few, many, other = (f"%(count)s\u00a0{noun}" for noun in ("أخبار", "خبرًا", "خبر"))
    assert said == [other, "خبر واحد", "خبران", few, many, other, few, many]


def test_words_know_what_is_one_in_portuguese() -> None:
    portuguese = words("pt")
    said = [portuguese.ngettext("%(count)s story", "%(count)s stories", n) % {"count": n} for n in (0, 1, 2)]

    assert said == ["0\u00a0artigos", "1\u00a0artigo", "2\u00a0artigos"]


def test_pages_speak_english_where_they_do_not_speak_the_language_of_a_mail() -> None:
    assert [page_language(locale) for locale in MAIL_LANGUAGES] == ["fr", "en", "en", "en"]


@pytest.mark.parametrize("language", MAIL_LANGUAGES)
def test_catalogue_is_complete(language: str) -> None:
    empty = [message.id for message in catalogue(language) if message.id and not all_of(message.string)]

    assert empty == []


def test_catalogues_hold_the_same_messages() -> None:
    ids = [{message.id for message in catalogue(language)} for language in LANGUAGES]

    assert all(other == ids[0] for other in ids)


@pytest.mark.parametrize("language", [language for language in MAIL_LANGUAGES if language not in LANGUAGES])
def test_catalogue_of_mails_alone_holds_what_mails_say(language: str) -> None:
    said, counted = used_in(*MAIL)

    ids = {one for message in catalogue(language) for one in all_of(message.id) if one}
    assert ids == said | counted


@pytest.mark.parametrize("language", MAIL_LANGUAGES)
def test_catalogue_keeps_the_names_of_values(language: str) -> None:
    for message in catalogue(language):
        if message.id:
            wanted = set(re.findall(r"%\(\w+\)s", str(message.id)))
            forms = all_of(message.string)
            if language == "ar" and message.pluralizable:  # one and two are words of their own, without a number
                forms = (forms[0], *forms[3:])
            assert all(set(re.findall(r"%\(\w+\)s", text)) == wanted for text in forms), message.id


def test_french_is_set_as_french_is() -> None:
    for message in catalogue("fr"):
        for text in all_of(message.string) if message.id else ():
            sample = re.sub(r"%\(\w+\)s", "x", text)
            assert french(sample) == sample


def test_templates_and_code_use_messages_of_the_catalogue() -> None:
    known = {one for message in catalogue("fr") for one in all_of(message.id)}
    used, counted = used_in(ROOT / "templates", ROOT / "digest")

    assert "Read online" in used
    assert used | counted <= known


def used_in(*folders: Path) -> tuple[set[str], set[str]]:
    """The messages that templates and code use, and both forms of those that count."""
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in {".j2", ".py", ".html"}]
    sources = [path.read_text(encoding="utf-8") for path in files]
    used = {match[2] for source in sources for match in USED.finditer(source)}
    return used, {text for source in sources for match in COUNTED.finditer(source) for text in match.groups()}


def all_of(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """A message, or each form of one with a plural; nothing where a translation is empty."""
    forms = (text,) if isinstance(text, str) else tuple(text)
    return forms if all(forms) else ()

"""What the readers of a newsroom call the categories: as we do, but for those that it has renamed."""

import unicodedata
from dataclasses import dataclass

from digest.core.category import CATEGORIES, NAMES, category_name, check_category
from digest.core.errors import Conflict, InvalidInput
from digest.core.words import fold

NAME_LIMIT = 40
"""Most characters of a name: it stands in a pill beside each story."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """A category by the names of its own that a newsroom gave it."""

    category: str
    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class CategoryNames:
    """The names of all categories in both languages; no two categories share one in the same language."""

    renamed: tuple[Renamed, ...] = ()

    def of(self, category: str, language: str) -> str:
        """The category as readers of `language` ("fr" or "en") know it."""
        own = next((each for each in self.renamed if each.category == category), None)
        if own is None:
            return category_name(category, language)
        return own.fr if language == "fr" else own.en

    def rename(self, category: str, *, fr: str | None = None, en: str | None = None) -> "CategoryNames":
        """With new names for a category; None leaves the name in that language as it is.

        Raises InvalidInput for a name that cannot be printed, Conflict for one that another category has.
        """
        check_category(category)
        new_fr = self.of(category, "fr") if fr is None else _checked(fr)
        new_en = self.of(category, "en") if en is None else _checked(en)
        return self._with(category, Renamed(category, new_fr, new_en))

    def reset(self, category: str) -> "CategoryNames":
        """With our own names for a category; Conflict if another one took them in the meantime."""
        check_category(category)
        return self._with(category, None)

    def _with(self, category: str, new: Renamed | None) -> "CategoryNames":
        others = tuple(each for each in self.renamed if each.category != category)
        names = CategoryNames((*others, new) if new else others)
        for language in NAMES:
            names._check_apart(category, language)
        return names

    def _check_apart(self, category: str, language: str) -> None:
        name = self.of(category, language)
        for other in CATEGORIES:
            if other != category and fold(self.of(other, language)) == fold(name):
                raise Conflict(
                    f"“{name}” is what “{other}” is called ({language}) already; rename that one first."
                )


OUR_NAMES = CategoryNames()
"""Nothing is renamed."""


def _checked(name: str) -> str:
    """The name as it is printed: without blanks around it, and with letters that can be seen."""
    text = name.strip()
    if any(unicodedata.category(c) in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"} for c in text):
        raise InvalidInput(f"The name {text!a} holds characters that cannot be printed; write it without them.")
    if len(text) > NAME_LIMIT:
        raise InvalidInput(f"“{text}” is longer than {NAME_LIMIT} characters; choose a shorter name.")
    if not any(c.isalnum() for c in text):
        raise InvalidInput(f"“{text}” is no name; write one with letters.")
    return unicodedata.normalize("NFC", text)

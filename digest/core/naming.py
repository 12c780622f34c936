"""The categories of a newsroom, ours and its own, and what its readers call each of them."""

import unicodedata
from dataclasses import dataclass, replace

from digest.core.category import CATEGORIES, GENERAL, NAMES, QCODES, category_name
from digest.core.errors import Conflict, InvalidInput
from digest.core.own_category import OwnCategory, check_own
from digest.core.words import fold

NAME_LIMIT = 40
"""Most characters of a name: it stands in a pill beside each story."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """A category of ours by the names of its own that a newsroom gave it."""

    category: str
    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class CategoryNames:
    """All categories with their names in both languages; no two share one in the same language."""

    renamed: tuple[Renamed, ...] = ()
    own: tuple[OwnCategory, ...] = ()
    """By key."""

    @property
    def categories(self) -> tuple[str, ...]:
        """Every category: each topic in the order of the standard and what is under it, the general one last."""
        topics = (key for topic in QCODES for key in (topic, *self._under(topic)))
        return (*topics, *self._under(None), GENERAL)

    def of(self, category: str, language: str) -> str:
        """The category as readers of `language` know it.

        A newsroom names in French and English. In other languages what it has renamed keeps the name that we
        gave it, and what it has added goes by its English one.

        One that is not among them is called by its key: a subscriber may choose what was added after the issue
        was approved.
        """
        renamed = next((each for each in self.renamed if each.category == category), None)
        if renamed and language in ("fr", "en"):
            return renamed.fr if language == "fr" else renamed.en
        if own := self.find_own(category):
            return own.fr if language == "fr" else own.en
        return category_name(category, language) if category in CATEGORIES else category

    def topic(self, category: str) -> str:
        """The topic that a category is or is under; the general category for one that is under none."""
        own = self.find_own(category)
        return (own.under if own else category) or GENERAL

    def find_own(self, category: str) -> OwnCategory | None:
        """The category with that key if the newsroom has added it."""
        return next((each for each in self.own if each.key == category), None)

    def check(self, category: str) -> None:
        """Raise InvalidInput unless there is a category of that name."""
        if category not in self.categories:
            raise InvalidInput(f"“{category}” is not a category; choose from {', '.join(self.categories)}.")

    def add(self, own: OwnCategory) -> "CategoryNames":
        """With one more category.

        Raises InvalidInput for a key, a name or a topic that cannot be used, Conflict for one that is taken.
        """
        if own.key in self.categories:
            raise Conflict(f"There is a category “{own.key}” already; “digest category rename” changes its names.")
        check_own(own.key, own.under)
        return self._with_own(replace(own, fr=_checked(own.fr), en=_checked(own.en)))

    def remove(self, category: str) -> "CategoryNames":
        """Without a category that the newsroom has added; InvalidInput for one that it has not."""
        self.check(category)
        if not self.find_own(category):
            raise InvalidInput(f"“{category}” came with digest and stays; only what you added can be removed.")
        return replace(self, own=tuple(each for each in self.own if each.key != category))

    def rename(self, category: str, *, fr: str | None = None, en: str | None = None) -> "CategoryNames":
        """With new names for a category; None leaves the name in that language as it is.

        Raises InvalidInput for a name that cannot be printed, Conflict for one that another category has.
        """
        self.check(category)
        new_fr = self.of(category, "fr") if fr is None else _checked(fr)
        new_en = self.of(category, "en") if en is None else _checked(en)
        if own := self.find_own(category):
            return self._with_own(replace(own, fr=new_fr, en=new_en))
        return self._with(category, Renamed(category, new_fr, new_en))

    def reset(self, category: str) -> "CategoryNames":
        """With our own names for a category of ours; Conflict if another one took them in the meantime."""
        self.check(category)
        if self.find_own(category):
            raise InvalidInput(f"“{category}” has no names but yours; “digest category rename” changes them.")
        return self._with(category, None)

    def _under(self, topic: str | None) -> tuple[str, ...]:
        return tuple(each.key for each in self.own if each.under == topic)

    def _with_own(self, new: OwnCategory) -> "CategoryNames":
        others = (each for each in self.own if each.key != new.key)
        names = replace(self, own=tuple(sorted((*others, new), key=lambda each: each.key)))
        return names._checked_apart(new.key)

    def _with(self, category: str, new: Renamed | None) -> "CategoryNames":
        others = tuple(each for each in self.renamed if each.category != category)
        return replace(self, renamed=(*others, new) if new else others)._checked_apart(category)

    def _checked_apart(self, category: str) -> "CategoryNames":
        for language in NAMES:
            name = self.of(category, language)
            for other in self.categories:
                if other != category and fold(self.of(other, language)) == fold(name):
                    raise Conflict(
                        f"“{name}” is what “{other}” is called ({language}) already; rename that one first."
                    )
        return self


OUR_NAMES = CategoryNames()
"""Nothing is renamed, and nothing added."""


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

"""Vocabulary: the names that a mail template may use, and what each of them stands for."""

from typing import Any

from digest.core.rendering import Slot
from digest.render.choose import Layout
from digest.render.views import EditionView, StoryView

CONSTANTS: dict[str, Any] = {
    "_": None,
    "language": str,
    "direction": str,
    "edition": EditionView,
    "number": int,
    "date": str,
    "online_url": str,
    "archive_url": str,
    "personal": bool,
    "light": bool,
    **dict.fromkeys(Slot, str),
}
"""Names that mean the same in every variant of an issue."""
VALUES: dict[str, Any] = {
    "categories": tuple[str, ...],
    "countries": tuple[str, ...],
    "essentials": tuple[StoryView, ...],
    "intro": str,
    "lead": tuple[StoryView, ...],
    "minutes": int,
    "more": bool,
    "preheader": str,
    "sections": Layout,
    "subject": str,
}
"""Names that differ between variants."""

OF_MAIL = {str(name): kind for name, kind in (CONSTANTS | VALUES).items()}
OF_SUBJECT = {str(name): kind for name, kind in CONSTANTS.items()} | {"headline": str}

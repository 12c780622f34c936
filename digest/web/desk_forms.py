"""What the forms of the desk ask for, as edits of an issue, and the fields that ask for the same edit again."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Form, HTTPException, Request

from digest.core.edits import (
    Add,
    Arrangement,
    Command,
    Drop,
    Hold,
    Illustrate,
    Introduce,
    Lead,
    Move,
    Part,
    Pin,
    Preheader,
    Restore,
    Rewrite,
    Subject,
)


class Deed(StrEnum):
    """What a button does to a story."""

    PIN = "pin"
    MOVE = "move"
    LEAD = "lead"
    DROP = "drop"
    KEEP = "keep"
    """For the next issue."""
    RESTORE = "restore"
    ADD = "add"
    ILLUSTRATE = "illustrate"


def _asked(
    deed: Annotated[Deed, Form()],
    story: Annotated[int, Form()],
    section: Annotated[str, Form()] = "",
    position: Annotated[int, Form()] = 1,
    article: Annotated[int | None, Form()] = None,
    reason: Annotated[str, Form(max_length=500)] = "",
) -> Arrangement | Illustrate:
    asked: dict[Deed, Arrangement | Illustrate] = {
        Deed.PIN: Pin(story, position),
        Deed.MOVE: Move(story, section, position),
        Deed.LEAD: Lead(story),
        Deed.DROP: Drop(story, " ".join(reason.split())),
        Deed.KEEP: Hold(story),
        Deed.RESTORE: Restore(story),
        Deed.ADD: Add(story),
        Deed.ILLUSTRATE: Illustrate(story, article),
    }
    return asked[deed]


Asked = Annotated[Arrangement | Illustrate, Depends(_asked)]
"""The edit that a button of the running order asks for."""

_DEEDS: dict[type, Deed] = {
    Pin: Deed.PIN,
    Move: Deed.MOVE,
    Lead: Deed.LEAD,
    Drop: Deed.DROP,
    Hold: Deed.KEEP,
    Restore: Deed.RESTORE,
    Add: Deed.ADD,
    Illustrate: Deed.ILLUSTRATE,
}


def fields_of(command: Command) -> dict[str, str]:
    """The fields of a form that asks for `command`, of one that arranges or illustrates."""
    values = {each.name: getattr(command, each.name) for each in fields(command)}
    if isinstance(command, Add):
        values = {"story": command.article}
    told = {name: str(value) for name, value in values.items() if value is not None}
    return {"deed": _DEEDS[type(command)].value, **told}


async def _texts(request: Request) -> dict[str, str]:
    """The fields of the form; browsers end lines in their own way."""
    form = await request.form()
    return {key: text.replace("\r\n", "\n").strip() for key, text in form.items() if isinstance(text, str)}


Texts = Annotated[dict[str, str], Depends(_texts)]
"""Texts that an editor saves: what is in `title` was in `was_title` when the form was opened."""


def rewritings(story: int, texts: Mapping[str, str]) -> Iterator[Rewrite]:
    """The edits of a story for the texts that were changed; `reset` names one that gets its original again."""
    for part in Part:
        if texts.get("reset") == part:
            yield Rewrite(story, part, None)
        elif _is_changed(part, texts):
            # Without a headline, or a reason, there is the original one, or none.
            text = " ".join(texts[part].split())
            yield Rewrite(story, part, None if not text and part in (Part.TITLE, Part.WHY) else text)


def wordings(texts: Mapping[str, str]) -> Iterator[Subject | Preheader | Introduce]:
    """The edits of the issue itself for the texts that were changed; `use` holds a subject that was suggested."""
    if "use" in texts or _is_changed("subject", texts):
        yield Subject(" ".join(texts.get("use", texts.get("subject", "")).split()))
    if _is_changed("preheader", texts):
        yield Preheader(" ".join(texts["preheader"].split()))
    if _is_changed("opening", texts) or _is_changed("signature", texts):
        yield Introduce(texts.get("opening", ""), " ".join(texts.get("signature", "").split()))


def version_of(texts: Mapping[str, str]) -> int:
    """The version of the issue that the editor had before them."""
    version = texts.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise HTTPException(422)
    return int(version)


def _is_changed(name: str, texts: Mapping[str, str]) -> bool:
    return name in texts and texts[name] != texts.get(f"was_{name}")

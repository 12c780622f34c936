"""Previews: one message, exactly as it will be sent, in the ways in which mail programs show it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.policy import default
from enum import StrEnum
from typing import Annotated, cast

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse

from digest.circulation import onlooker
from digest.circulation.onlooker import Onlooker
from digest.core.country import country_name
from digest.core.edition import Edition
from digest.core.issue import Issue
from digest.core.role import Act
from digest.core.subscriber import Format
from digest.db import editions, issues
from digest.db.editions import StoredEdition
from digest.db.editors import Editor
from digest.render import mail_program
from digest.web.door import Door, NotAllowed, Reach, Reading
from digest.web.headers import ISSUE_POLICY

router = APIRouter()


class View(StrEnum):
    """A way to look at a message."""

    DESKTOP = "desktop"
    PHONE = "phone"
    SMALL = "small"
    DARK = "dark"
    INVERTED = "inverted"
    NO_PICTURES = "no-pictures"
    NO_STYLES = "no-styles"
    TEXT = "text"
    WEB = "web"
    HEADERS = "headers"
    SOURCE = "source"


_CHANGES: Mapping[View, Callable[[str], str]] = {
    View.DARK: mail_program.in_dark,
    View.INVERTED: mail_program.inverted,
    View.NO_PICTURES: mail_program.without_pictures,
    View.NO_STYLES: mail_program.without_styles,
}
_WRITTEN = frozenset({View.TEXT, View.HEADERS, View.SOURCE})

As = Annotated[str, Query(alias="as", max_length=260)]
"""With whose eyes: nothing for everything, “country:BJ”, “category:sport”, “format:light”, or an address."""


@dataclass(frozen=True, slots=True)
class PreviewView:
    """What the page shows of a message."""

    view: View
    reader: str
    """What `as` says."""
    readers: tuple[tuple[str, str], ...]
    """Whom one can choose: what `as` says, and their name."""
    text: str
    """What is written, of a view that is text alone; else empty."""
    is_text: bool
    may_name_readers: bool


def show_preview(
    door: Door, editor: Editor, key: str, day: date, view: str, reader: str, language: str
) -> PreviewView:
    """Read what the page of the issue of `day` shows of the message; an unknown `view` is the first one."""
    chosen = View(view) if view in set(View) else View.DESKTOP
    stored, issue = _find(door, key, day)
    text = _written(_message(door, editor, stored, issue, reader), chosen) if chosen in _WRITTEN else ""
    return PreviewView(
        view=chosen,
        reader=reader,
        readers=tuple(_readers(stored.edition, language)),
        text=text,
        is_text=chosen in _WRITTEN,
        may_name_readers=editor.may(Act.SEE_ADDRESSES, key),
    )


@router.get("/desk/{edition}/{day}/preview.html")
def preview(
    door: Reach, session: Reading, edition: str, day: date, view: View = View.DESKTOP, reader: As = ""
) -> HTMLResponse:
    """The HTML part of the message, or the web version, as `view` has it."""
    stored, issue = _find(door, edition, day)
    if view is View.WEB:
        html = mail_program.in_light(door.newsroom.press(issue, stored.edition).page())
    else:
        html = _html(_message(door, session.editor, stored, issue, reader), view)
    policy = ISSUE_POLICY.format(ancestors="'self'")
    return HTMLResponse(html, headers={"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"})


@router.get("/desk/{edition}/{day}/message.eml")
def download(door: Reach, session: Reading, edition: str, day: date, reader: As = "") -> Response:
    """The message as a file for a mail program."""
    stored, issue = _find(door, edition, day)
    name = f"{edition}-{day}.eml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = _message(door, session.editor, stored, issue, reader)
    return Response(content, media_type="message/rfc822", headers=headers)


def _find(door: Door, key: str, day: date) -> tuple[StoredEdition, Issue]:
    with door.newsroom.store.reading() as db:
        return editions.find(db, key), issues.find(db, key, day)


def _message(door: Door, editor: Editor, stored: StoredEdition, issue: Issue, reader: str) -> bytes:
    newsroom = door.newsroom
    press = newsroom.press(issue, stored.edition)
    eyes = _eyes(door, editor, stored, issue, reader)
    return onlooker.message(press, stored, issue, newsroom.links, eyes, door.clock())


def _eyes(door: Door, editor: Editor, stored: StoredEdition, issue: Issue, reader: str) -> Onlooker:
    kind, _, value = reader.partition(":")
    if not reader:
        return Onlooker()
    if "@" not in reader:
        return onlooker.persona(kind, value)
    if not editor.may(Act.SEE_ADDRESSES, stored.edition.key):
        raise NotAllowed
    return onlooker.subscriber(door.newsroom.store, stored, issue, reader)


def _readers(edition: Edition, language: str) -> list[tuple[str, str]]:
    countries = [(f"country:{code}", country_name(code, language)) for code in edition.countries]
    return [*countries, *((f"format:{each}", each.value) for each in (Format.LIGHT, Format.TEXT))]


def _html(message: bytes, view: View) -> str:
    html = _part(message, "html") or f"<pre>{_escape(_part(message, 'plain'))}</pre>"
    return _CHANGES.get(view, mail_program.in_light)(html)


def _written(message: bytes, view: View) -> str:
    source = message.decode("utf-8", errors="replace").replace("\r\n", "\n")
    match view:
        case View.HEADERS:
            return source.partition("\n\n")[0]
        case View.SOURCE:
            return source
    return _part(message, "plain")


def _part(message: bytes, kind: str) -> str:
    parsed = message_from_bytes(message, policy=default)
    part = parsed.get_body((kind,))
    return cast(str, part.get_content()).replace("\r\n", "\n") if part else ""


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")

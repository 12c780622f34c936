"""The demo's mailbox: what arrived, as its readers would see it. No newsroom of your own serves this."""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from digest.web.door import Reach
from digest.web.headers import ISSUE_POLICY


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail that arrived."""

    name: str
    sender: str
    recipient: str
    subject: str
    headers: tuple[tuple[str, str], ...]
    html: str
    """Empty for a reader who wants text alone."""
    text: str


def add_mailbox(app: FastAPI, folder: Path, *, pictures: Path, pictures_path: str) -> None:
    """Show the mails in `folder` at /mailbox, and serve the demo's `pictures`."""
    app.include_router(_mailbox(folder))
    app.mount(pictures_path, StaticFiles(directory=pictures), name="pictures")


def _mailbox(folder: Path) -> APIRouter:
    router = APIRouter()

    @router.get("/mailbox")
    def every(request: Request, door: Reach) -> HTMLResponse:
        mails = [_read(path) for path in sorted(folder.glob("*.eml"))]
        return door.page(request, "mailbox", mails=mails)

    @router.get("/mailbox/{name}")
    def one(request: Request, door: Reach, name: str) -> HTMLResponse:
        return door.page(request, "mail", mail=_find(folder, name))

    @router.get("/mailbox/{name}/html")
    def page(name: str) -> HTMLResponse:
        policy = ISSUE_POLICY.format(ancestors="'self'")
        return HTMLResponse(_find(folder, name).html, headers={"Content-Security-Policy": policy})

    return router


def _find(folder: Path, name: str) -> Mail:
    names = {path.stem: path for path in folder.glob("*.eml")}
    if name not in names:
        raise HTTPException(404)
    return _read(names[name])


def _read(path: Path) -> Mail:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return Mail(
        name=path.stem,
        sender=str(message["From"]),
        recipient=str(message["To"]),
        subject=str(message["Subject"]),
        headers=tuple((name, str(value)) for name, value in message.items()),
        html=_part(message, "html"),
        text=_part(message, "plain"),
    )


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    return str(body.get_content()) if body else ""

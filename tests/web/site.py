"""A site for tests: a real newsroom on SQLite behind a real server on loopback."""

import re
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI, Response

from digest.circulation.subscribers import NewSubscriber, add_subscribers
from digest.core.issue import Issue
from digest.core.links import Links
from digest.core.role import Role
from digest.core.subscriber import Choice, Format
from digest.db import editions, editors, intake, issues, sources
from digest.db.editors import Editor
from digest.db.store import Store
from digest.desk import approval
from digest.desk.build import build
from digest.mail.outbox import Outbox
from digest.newsroom import Newsroom
from digest.render.renderer import open_renderer
from digest.web.app import create_app
from digest.web.server import make_server
from digest.web.session import Sessions
from tests.builders import TODAY, a_new_article, a_source, an_edition

SECRET = b"a secret of the tests, long enough to be one"
EMAIL, PASSWORD = "koffi@lalagune.example", "douze palmiers au bord de l’eau"
KOFFI = Editor(1, EMAIL, "Koffi", Role.OWNER)
ISSUE = f"/desk/ouest/{TODAY}"
BEFORE_DUE = datetime(2026, 3, 6, 4, 45, tzinfo=UTC)
"""After the issue of TODAY has closed, 45 minutes before it is due."""

_STORIES = (
    ("Douze villes du littoral s’accordent contre l’érosion", "BJ", "environment"),
    ("Le port de Cotonou ouvre un quai aux pêcheurs", "BJ", "economy"),
    ("À Parakou, une école forme cent apprenties mécaniciennes", "BJ", "education"),
    ("Le fleuve retrouve son niveau d’avant la crue à Mopti", "ML", "weather"),
    ("Ségou garde la ceinture du tournoi de lutte", "ML", "sport"),
    ("Bobo-Dioulasso rouvre son marché couvert", "BF", "society"),
    ("Une patrouille commune part de Dori", "BF", "security"),
    ("Abidjan prolonge la ligne de bus électriques", "CI", "economy"),
    ("Zinder vote le budget de ses écoles", "NE", "politics"),
)


@dataclass
class Clock:
    """The clock of a site; tests turn it."""

    now: datetime = BEFORE_DUE

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Site:
    """A newsroom, its clock and where it is served."""

    newsroom: Newsroom
    app: FastAPI
    clock: Clock
    url: str

    def client(self) -> httpx.Client:
        """A browser without a window."""
        return httpx.Client(base_url=self.url, headers={"Accept-Language": "en"})

    @contextmanager
    def editor(self) -> Iterator[httpx.Client]:
        """A browser in which Koffi has signed in."""
        with self.client() as client:
            answer = Response()  # by hand: checking a password takes long, on purpose
            Sessions(self.newsroom.store, secure=False).begin(answer, KOFFI, now=self.clock.now)
            cookie = SimpleCookie(answer.headers["set-cookie"])["digest"]
            client.cookies.set("digest", cookie.value, domain="127.0.0.1")
            yield client

    def issue(self) -> Issue:
        """The issue of TODAY as it is stored."""
        with self.newsroom.store.reading() as session:
            return issues.find(session, "ouest", TODAY)

    def token(self, subscriber_id: int = 1) -> str:
        """The token of a reader’s unsubscribe link."""
        return self.newsroom.links.unsubscribe(subscriber_id, 1).rpartition("/")[2]

    def dump(self) -> list[str]:
        """Every row of the database."""
        with closing(sqlite3.connect(self._file)) as connection:
            return list(connection.iterdump())

    def break_database(self) -> None:
        """Put a folder where the file was."""
        self.newsroom.store.close()
        self._file.unlink()
        self._file.mkdir()

    @property
    def _file(self) -> Path:
        with self.newsroom.store.reading() as session:
            return Path(str(session.get_bind().engine.url.database))


def a_newsroom(store: Store) -> Newsroom:
    """An edition with articles, three readers and an editor; nothing is built."""
    before = BEFORE_DUE - timedelta(hours=3)
    newsroom = an_empty_newsroom(store)
    with store.writing() as session:
        editions.save(session, an_edition(), now=before)
        for number, (title, country, category) in enumerate(_STORIES):
            outlet = a_source(f"outlet-{number % 3}", name=f"Outlet {number % 3}")
            article = a_new_article(
                title,
                url=f"https://outlet.example/{number}",
                countries=(country,),
                category=category,
                published_at=before - timedelta(hours=number),
            )
            intake.take_in(session, sources.save(session, outlet), [article], now=before)
    choices = {"awa": Choice(), "ines": Choice(("BJ",)), "moussa": Choice(format=Format.TEXT)}
    readers = [NewSubscriber(f"{name}@lectrices.example", name, choice) for name, choice in choices.items()]
    add_subscribers(store, "ouest", readers, consent="test", secret=SECRET, now=before)
    return newsroom


def an_empty_newsroom(store: Store) -> Newsroom:
    """An editor and nothing else."""
    with store.writing() as session:
        editors.add(
            session, email=EMAIL, name="Koffi", password_hash=_password_hash(), role=Role.OWNER, now=BEFORE_DUE
        )
    return Newsroom(
        store=store,
        renderer=open_renderer(None),
        links=Links(SECRET, "http://127.0.0.1:8800"),
        connect=Outbox,
        connections=1,
    )


@cache
def _password_hash() -> str:
    return PasswordHasher().hash(PASSWORD)


def build_today(newsroom: Newsroom) -> None:
    """Build the issue of TODAY."""
    build(newsroom.store, newsroom.press, "ouest", TODAY, now=BEFORE_DUE - timedelta(minutes=15))


def approve_today(newsroom: Newsroom) -> None:
    """Approve the issue of TODAY."""
    approval.approve(newsroom.store, newsroom.press, "ouest", TODAY, by="Awa", now=BEFORE_DUE)


@contextmanager
def served(newsroom: Newsroom, *, secure: bool = False) -> Iterator[Site]:
    """The site of `newsroom`, with a server in a thread of its own."""
    clock = Clock()
    app = create_app(newsroom, clock=clock, secure_cookies=secure)
    with _running(app) as url:
        yield Site(newsroom, app, clock, url)


@contextmanager
def _running(app: FastAPI) -> Iterator[str]:
    server = make_server(app)
    with socket.create_server(("127.0.0.1", 0)) as listening:  # connections wait in its queue from here on
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield "http://{}:{}".format(*listening.getsockname())
        finally:
            server.should_exit = True
            thread.join()


def surprise() -> None:
    """A handler with a mistake in it."""
    raise RuntimeError("the secret is kept in the cellar")


def csrf_of(page: httpx.Response) -> str:
    """The token in the forms of a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def text_of(page: httpx.Response) -> str:
    """What a reader sees of a page, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())

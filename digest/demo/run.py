"""The demo: the whole way from sources to a mailbox, on one machine and without a network."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from time import perf_counter

from pydantic import SecretStr

from digest.circulation.preflight import preflight
from digest.circulation.proof import write_proof
from digest.circulation.send import Sent, send
from digest.circulation.subscribers import import_subscribers
from digest.core.edition import Edition
from digest.core.issue import Issue
from digest.db import editions, sources
from digest.db.tallies import Tally
from digest.demo.corpus import EDITION, PICTURES, SUBSCRIBERS, CorpusFile, write_corpus
from digest.desk import editors
from digest.desk.build import build
from digest.desk.edition_file import read_edition
from digest.newsroom import Newsroom
from digest.render.preflight.finding import Finding
from digest.settings import Settings, SmtpSettings
from digest.wire.files import import_file
from digest.wire.given import Given
from digest.wire.intake import Report

EDITOR = "awa@lalagune.example"
PICTURES_PATH = "/demo/pictures"

Clock = Callable[[], datetime]
Tell = Callable[[str, str, float], None]
"""Called after each step with its name, what came of it, and the seconds that it took."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demo made, for the person or the program that started it."""

    edition: Edition
    date: date
    articles: int
    issue: Issue
    findings: tuple[Finding, ...]
    sent: Sent
    files: tuple[Path, ...]
    """The issue as HTML, text and a whole message."""
    password: str
    """Of the editor EDITOR; made anew each time."""


def demo_settings(folder: Path, *, port: int, smtp_port: int) -> Settings:
    """Settings of a newsroom that lives in `folder`, is served on loopback and sends to loopback."""
    return Settings(
        database_url=f"sqlite:///{folder / 'demo.db'}",
        public_url=f"http://127.0.0.1:{port}",
        secret=SecretStr(secrets.token_urlsafe(32)),
        templates=None,
        smtp=SmtpSettings(port=smtp_port),
    )


def run_demo(newsroom: Newsroom, folder: Path, *, clock: Clock, tell: Tell) -> Shown:
    """Import the sample day, build its issue, check it, and send it over SMTP."""
    edition = read_edition(EDITION)
    day = edition.cadence.latest_closed(clock())
    picture_base = newsroom.links.public_url + PICTURES_PATH
    with _step(tell, "sources") as came:
        corpus = write_day(folder / "sources", edition, day, picture_base)
        came(f"{len(corpus)} files in the form that real sources give")
    with _step(tell, "articles") as came:
        report = import_day(newsroom, corpus, clock)
        came(f"{report.new} taken in, each with its countries and its category")
    with _step(tell, "edition") as came:
        password = secrets.token_urlsafe(12)
        readers = _prepare(newsroom, edition, password, clock)
        came(f"{edition.name}, {readers} subscribers, one editor")
    with _step(tell, "issue") as came:
        issue = build(newsroom.store, newsroom.press, edition.key, day, now=clock()).issue
        came(f"{len(issue.content.placements)} stories in {len(issue.content.sections)} sections, {issue.state}")
    with _step(tell, "preflight") as came:
        press = newsroom.press(issue, edition)
        identity = newsroom.identity
        found = preflight(
            newsroom.store, newsroom.press, newsroom.links, edition, issue, identity=identity, now=clock()
        )
        # Everything that the demo shows is on this machine, and meant to be.
        findings = tuple(finding for finding in found.findings if finding.name != "link-local")
        unsubscribe_url = newsroom.links.unsubscribe(0, 0)
        files = write_proof(folder, press, edition, issue, unsubscribe_url=unsubscribe_url, now=clock())
        show_pictures(files[0], folder, picture_base)
        came("nothing to mend" if not findings else "; ".join(finding.message for finding in findings))
    with _step(tell, "sending") as came:
        sent = _send(newsroom, edition, day, clock)
        came(_told(sent.tally))
    return Shown(edition, day, report.new, issue, findings, sent, files, password)


def _told(tally: Tally) -> str:
    told = f"{tally.accepted} of {tally.targeted} mails accepted by the SMTP server"
    return f"{told}, {tally.suppressed} not sent: nothing that was chosen" if tally.suppressed else told


@contextmanager
def _step(tell: Tell, name: str) -> Iterator[Callable[[str], None]]:
    results: list[str] = []
    begun = perf_counter()
    yield results.append
    tell(name, results[0], perf_counter() - begun)


def write_day(folder: Path, edition: Edition, day: date, picture_base: str) -> tuple[CorpusFile, ...]:
    """Write the files of the sample day, such as sources give, into a new `folder`."""
    folder.mkdir(parents=True)
    return write_corpus(folder, closes_at=edition.cadence.closes_at(day), picture_base=picture_base)


def import_day(newsroom: Newsroom, corpus: tuple[CorpusFile, ...], clock: Clock) -> Report:
    """Take in the articles of the sample day."""
    report = Report()
    for file in corpus:
        with newsroom.store.writing() as session:
            sources.save(session, file.source)
        given = Given(key=file.source.key, published_at=file.published_at, url=file.url)
        report += import_file(newsroom.store, file.path, given, now=clock())
    return report


def _prepare(newsroom: Newsroom, edition: Edition, password: str, clock: Clock) -> int:
    with newsroom.store.writing() as session:
        editions.save(session, edition, now=clock())
    editors.add(newsroom.store, EDITOR, "Awa", password, now=clock())
    return import_subscribers(
        newsroom.store, edition.key, SUBSCRIBERS, secret=newsroom.links.secret, now=clock()
    ).added


def show_pictures(page: Path, folder: Path, picture_base: str) -> None:
    """Copy the pictures beside the page and point it at them, so that it can be opened as a file."""
    shutil.copytree(PICTURES, folder / "pictures", ignore=shutil.ignore_patterns("*.svg"), dirs_exist_ok=True)
    page.write_text(page.read_text(encoding="utf-8").replace(f"{picture_base}/", "pictures/"), encoding="utf-8")


def _send(newsroom: Newsroom, edition: Edition, day: date, clock: Clock) -> Sent:
    return send(
        newsroom.store,
        newsroom.press,
        newsroom.links,
        newsroom.connect,
        edition.key,
        day,
        connections=newsroom.connections,
        clock=clock,
        identity=newsroom.identity,
    )

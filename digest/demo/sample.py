"""The sample: the demo's issue as a theme shows it; no mail server is asked and no database stays."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from digest.core.errors import Unavailable
from digest.core.rendering import EVERYTHING
from digest.db import editions
from digest.demo.corpus import EDITION
from digest.demo.run import PICTURES_PATH, demo_settings, import_day, show_pictures, write_day
from digest.desk.build import build
from digest.desk.edition_file import read_edition
from digest.newsroom import Newsroom
from digest.wiring import open_newsroom


def write_sample(folder: Path, templates: Path | None, theme: str, *, now: datetime) -> tuple[Path, ...]:
    """Write issue.html, with its pictures beside it, and issue.txt; `templates` is the operator's folder.

    Raises InvalidInput if the theme cannot be used, Unavailable if `folder` cannot be written.
    """
    with TemporaryDirectory() as work:
        settings = demo_settings(Path(work), port=8800, smtp_port=25).model_copy(update={"templates": templates})
        with open_newsroom(settings) as newsroom:
            html, text = _render(newsroom, Path(work), theme, now)
            pictures = newsroom.links.public_url + PICTURES_PATH
    paths = folder / "issue.html", folder / "issue.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in zip(paths, (html, text), strict=True):
            path.write_text(content, encoding="utf-8")
        show_pictures(paths[0], folder, pictures)
    except OSError as error:
        raise Unavailable(f"{error.filename} cannot be written: {error.strerror}.") from error
    return paths


def _render(newsroom: Newsroom, work: Path, theme: str, now: datetime) -> tuple[str, str]:
    edition = replace(read_edition(EDITION), theme=theme)
    newsroom.renderer.templates(theme)  # what is wrong with it is told before the work begins
    day = edition.cadence.latest_closed(now)
    corpus = write_day(work / "sources", edition, day, newsroom.links.public_url + PICTURES_PATH)
    import_day(newsroom, corpus, lambda: now)
    with newsroom.store.writing() as session:
        editions.save(session, edition, now=now)
    issue = build(newsroom.store, newsroom.press, edition.key, day, now=now).issue
    return newsroom.press(issue, edition).preview(EVERYTHING)

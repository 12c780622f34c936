"""The sample: the demo's issue as themes show it; no mail server is asked and no database stays."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from digest.core.errors import InvalidInput, Unavailable
from digest.core.rendering import EVERYTHING
from digest.db import editions
from digest.demo.corpus import EDITION
from digest.demo.run import PICTURES_PATH, demo_settings, import_day, show_pictures, write_day
from digest.desk.build import build
from digest.desk.edition_file import read_edition
from digest.render.press import Press
from digest.wiring import open_newsroom

_PORT = 8800
_PICTURES = f"http://127.0.0.1:{_PORT}{PICTURES_PATH}"


def write_sample(folder: Path, templates: Path | None, theme: str, *, now: datetime) -> tuple[Path, ...]:
    """Write issue.html, with its pictures beside it, and issue.txt; `templates` is the operator's folder.

    Raises InvalidInput if the theme cannot be used, Unavailable if `folder` cannot be written.
    """
    with _sample(templates, now) as press:
        contents = press(theme).preview(EVERYTHING)
    paths = folder / "issue.html", folder / "issue.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in zip(paths, contents, strict=True):
            path.write_text(content, encoding="utf-8")
        show_pictures(paths[0], folder, _PICTURES)
    except OSError as error:
        raise Unavailable(f"{error.filename} cannot be written: {error.strerror}.") from error
    return paths


def try_themes(templates: Path | None, themes: Iterable[str], *, now: datetime) -> dict[str, str]:
    """Those of `themes` that the sample does not go into, each with the reason."""
    refused = {}
    with _sample(templates, now) as press:
        for theme in themes:
            try:
                press(theme).preview(EVERYTHING)
                press(theme).page()
            except InvalidInput as error:
                refused[theme] = str(error)
    return refused


@contextmanager
def _sample(templates: Path | None, now: datetime) -> Iterator[Callable[[str], Press]]:
    """What makes the press of the demo's issue, for a theme."""
    with TemporaryDirectory() as folder:
        work = Path(folder)
        settings = demo_settings(work, port=_PORT, smtp_port=25).model_copy(update={"templates": templates})
        edition = read_edition(EDITION)
        day = edition.cadence.latest_closed(now)
        with open_newsroom(settings) as newsroom:
            import_day(newsroom, write_day(work / "sources", edition, day, _PICTURES), lambda: now)
            with newsroom.store.writing() as session:
                editions.save(session, edition, now=now)
            issue = build(newsroom.store, newsroom.press, edition.key, day, now=now).issue
            yield lambda theme: newsroom.press(issue, replace(edition, theme=theme))

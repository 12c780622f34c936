"""A newsroom of its own for tests of the command line: settings in the environment, everything else real."""

from pathlib import Path

import pytest

from digest.cli.app import app
from tests.cli.command import run

EDITION = """
key = "ouest"
name = "Afrique de l’Ouest"
masthead = "La Lagune"
postal_address = "La Lagune, 3 rue des Filaos, Cotonou, Bénin"
countries = ["BJ", "BF", "CI", "ML", "NE"]
grouping = "{grouping}"
approval = "{approval}"
[cadence]
zone = "Africa/Porto-Novo"
at = "06:30"
span_hours = 72
[sender]
address = "matin@lalagune.example"
name = "La Lagune"
[limits]
minimum = 1
"""

PAGE = """\
Live logo
spot_img
AccueilNews - InfosSécuritéDes patrouilles communes partent de Dori

Des patrouilles communes partent de Dori

- Publicité-

Les patrouilles du Burkina Faso et du Niger sont parties ensemble de Dori, mercredi à l’aube, pour une première.

Elles doivent escorter les camions jusqu’à Téra, où le marché n’ouvrait plus que deux jours par semaine.

LAISSER UN COMMENTAIRE

S'il vous plaît entrez votre commentaire!
Captcha verification failed!
Mali

À Mopti, le fleuve retrouve son lit

Monde

Chili : les mineurs reprennent le travail
"""
"""The capture of an article page: one article under Sécurité, and two headlines beside it."""

DAY = "2026-03-06"


def digest(*arguments: object) -> int:
    """The exit code of `digest …`; what it printed is with capsys."""
    return run(app, *arguments)


def settle_in(monkeypatch: pytest.MonkeyPatch, folder: Path, database_url: str, *, smtp_port: int = 9) -> None:
    """Work in `folder` with that database; nothing listens on the port unless a test says so."""
    monkeypatch.chdir(folder)
    for name, value in (
        ("DATABASE_URL", database_url),
        ("SECRET", "a secret of the tests, long enough to be one"),
        ("STATE", str(folder / "state")),
        ("SMTP__PORT", str(smtp_port)),
        ("SMTP__CONNECTIONS", "2"),
    ):
        monkeypatch.setenv(f"DIGEST_{name}", value)


def write_edition(folder: Path, *, grouping: str = "country", approval: str = "required") -> Path:
    path = folder / "ouest.toml"
    path.write_text(EDITION.format(grouping=grouping, approval=approval), encoding="utf-8")
    return path


def write_page(folder: Path) -> Path:
    path = folder / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path

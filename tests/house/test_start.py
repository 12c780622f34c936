"""The command line starts fast because it imports nothing heavy before a command runs."""

import subprocess
import sys

HEAVY = {
    "sqlalchemy",
    "sqlmodel",
    "fastapi",
    "pydantic",
    "jinja2",
    "mjml",
    "premailer",
    "httpx",
    "feedparser",
    "lxml",
    "alembic",
    "apscheduler",
    "aiosmtpd",
    "babel",
    "argon2",
    "uvicorn",
}


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from digest.cli import main; sys.argv = ['digest', '--help']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert "Usage: digest" in result.stdout
    assert HEAVY & set(result.stderr.split()) == set()

"""What the README says exists, and what exists the README says."""

import re
import subprocess
from pathlib import Path

import pytest
import typer.main
from pydantic_core import PydanticUndefined

from digest.cli.app import app
from digest.cli.exits import Exit
from digest.core.edition import Weights
from digest.desk.reasons import FACTORS
from digest.settings import setting_names

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BESIDE_SETTINGS = {
    *("DIGEST_CONFIG", "DIGEST_DEBUG", "DIGEST_SECRET_FILE", "DIGEST_SMTP__PASSWORD_FILE"),
    "DIGEST_BOUNCE_PASSWORD_FILE",
}

command_line = typer.main.get_command(app)


def commands() -> dict[str, set[str]]:
    """Every command, by its words, with its options."""
    found: dict[str, set[str]] = {}
    waiting = [((), command_line)]
    while waiting:
        words, command = waiting.pop()
        if children := getattr(command, "commands", None):
            waiting += [((*words, name), child) for name, child in children.items()]
        else:
            options = {name for p in command.params for name in (*p.opts, *p.secondary_opts)}
            found[" ".join(words)] = options | {"--help"}
    return found


COMMANDS = commands()


def mentioned() -> list[tuple[str, set[str]]]:
    """Every call of the command line in the README: its words, and the options that it uses."""
    flat = README.replace("\\\n", " ")
    calls = re.findall(r"(?<![\w/.-])(?:\.venv/bin/)?digest ((?:[a-z]+ ?)[^\n`#;&|>]*)", flat)
    return [split(call) for call in calls if call.split()[0] in {words.split()[0] for words in COMMANDS}]


def split(call: str) -> tuple[str, set[str]]:
    words = call.split()
    name = words[0] if words[0] in COMMANDS else " ".join(words[:2])
    return name, set(re.findall(r"--[a-z-]+", call))


@pytest.mark.parametrize(("name", "options"), mentioned())
def test_command_in_the_readme_exists(name: str, options: set[str]) -> None:
    assert name in COMMANDS
    assert options <= COMMANDS[name]


@pytest.mark.parametrize("name", sorted({words.split()[0] for words in COMMANDS}))
def test_command_is_in_the_readme(name: str) -> None:
    assert name in {words.split()[0] for words, _ in mentioned()}


def test_readme_is_searched_for_commands() -> None:
    assert (
        "edition add",
        {"--name", "--masthead", "--from", "--zone", "--at", "--country", "--postal-address"},
    ) in (mentioned())


@pytest.mark.parametrize("name", setting_names())
def test_setting_is_in_the_readme_with_its_default(name: str) -> None:
    default = setting_names()[name].default
    shown = "–" if default in (None, PydanticUndefined) else f"`{_as_text(default)}`"

    assert f"| `{name}` | {shown} |" in README


def _as_text(default: object) -> str:
    return str(default).lower() if isinstance(default, bool) else str(getattr(default, "value", default))


def test_readme_names_no_setting_that_does_not_exist() -> None:
    assert set(re.findall(r"DIGEST_[A-Z_]+", README)) <= set(setting_names()) | BESIDE_SETTINGS


def test_weights_of_the_readme_are_the_usual_ones() -> None:
    shown = re.findall(r"^\| `([a-z]+)` \| ([\d.]+) \|", README, re.M)

    assert {name for name, _ in shown} == set(FACTORS)
    assert {name: float(value) for name, value in shown} == {name: getattr(Weights(), name) for name in FACTORS}


def test_exit_codes_are_those_of_the_readme() -> None:
    table = README.partition("## Exit codes")[2].partition("\n## ")[0]

    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.M)} == {int(code) for code in Exit}


def test_ci_runs_the_test_command_of_the_readme() -> None:
    found = subprocess.run(
        ["grep", "-m1", "pytest$", "README.md"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert found.stdout.startswith("python3 -m venv .venv && .venv/bin/pip install")
    assert "grep -m1 'pytest$' README.md" in (ROOT / ".ci" / "run").read_text()


def test_readme_begins_with_the_demo() -> None:
    first = re.search(r"```sh\n(.*?)\n```", README, re.S)

    assert first
    assert first[1] == "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/digest demo"


def test_files_that_the_readme_points_at_exist() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)

    assert links
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_changelog_has_its_form() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    kinds = [line for line in lines if line.startswith("### ")]

    assert lines[0] == "# Changelog"
    assert "## [Unreleased]" in lines
    assert set(kinds) <= {
        f"### {kind}" for kind in ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
    }

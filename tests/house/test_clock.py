"""Nothing below the doors asks what time it is: time is a parameter there."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "digest"
FLOORS = ("core", "db", "sources", "render", "mail", "wire", "desk", "circulation")
MODULES = sorted(path for floor in FLOORS for path in (PACKAGE / floor).rglob("*.py"))
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
OWNERS = {"datetime", "date", "time"}


def clock_calls(source: str) -> list[int]:
    """Lines that call datetime.now(), date.today(), time.time() and their like."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in OWNERS
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_asks_no_clock(path: Path) -> None:
    assert clock_calls(path.read_text(encoding="utf-8")) == []


def test_clock_calls_are_recognised() -> None:
    assert clock_calls("from datetime import datetime\nx = datetime.now()\nimport time\ntime.time()") == [2, 4]

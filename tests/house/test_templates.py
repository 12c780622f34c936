"""The mail templates, as far as compiling them does not hold it."""

import re
from pathlib import Path

from digest.render.environment import html_environment
from digest.render.scan import scan
from digest.render.themes import open_themes

ROOT = Path(__file__).parents[2]


def ours() -> str:
    environment = html_environment()
    source = open_themes(None).library("default").read("issue/body.mjml.j2", environment)
    return scan(environment, source).mjml


def test_templates_use_each_class_that_is_styled_and_style_each_that_is_used() -> None:
    mjml = ours()
    sheet = "".join(re.findall(r"<mj-style inline[^>]*>(.*?)</mj-style>", mjml, re.S))
    styled = set(re.findall(r"\.([a-z]+)\b", re.sub(r"\{.*?\}", "{}", sheet, flags=re.S)))
    used = {name for value in re.findall(r'class="([^"]*)"', mjml) for name in value.split()}

    assert styled - used == set()
    assert used - styled - {"page", "card", "edge", "gutter", "panel", "line", "call", "sans"} == set()


def test_templates_load_nothing_from_elsewhere() -> None:
    for path in (ROOT / "templates" / "email").rglob("*.j2"):
        assert not re.search(r"https?://|url\(|@import|<script", path.read_text(encoding="utf-8")), path

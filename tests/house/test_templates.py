"""The mail templates are MJML by the book: the engine takes unknown tags and wrong places without a word."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from digest.render.environment import html_environment
from digest.render.scan import scan
from digest.render.templates import open_library

ROOT = Path(__file__).parents[2]

PARENTS = {
    "mj-head": {"mjml"},
    "mj-body": {"mjml"},
    "mj-title": {"mj-head"},
    "mj-breakpoint": {"mj-head"},
    "mj-attributes": {"mj-head"},
    "mj-style": {"mj-head"},
    "mj-all": {"mj-attributes"},
    "mj-class": {"mj-attributes"},
    "mj-section": {"mj-body", "mj-attributes"},
    "mj-group": {"mj-section"},
    "mj-column": {"mj-section", "mj-group"},
    "mj-text": {"mj-column", "mj-attributes"},
    "mj-button": {"mj-column", "mj-attributes"},
    "mj-spacer": {"mj-column"},
    "mj-raw": {"mj-head", "mj-body", "mj-column"},
}
"""Where each element may stand; those that our templates do not use are left out (some, such as mj-hero
and mj-preview, because the engine gets them wrong)."""

EVERYWHERE = {"mj-class", "css-class"}
BOX = {"padding", "background-color", "border-radius", "border", "border-top", "border-bottom"}
TYPE = {"color", "font-family", "font-size", "font-weight", "line-height", "align", "padding"}
ATTRIBUTES = {
    "mjml": {"lang", "dir"},
    "mj-body": {"width", "background-color"},
    "mj-breakpoint": {"width"},
    "mj-style": {"inline"},
    "mj-all": TYPE,
    "mj-class": TYPE | BOX | {"name"},
    "mj-section": BOX,
    "mj-column": BOX | {"width", "vertical-align"},
    "mj-text": TYPE,
    "mj-button": TYPE | BOX | {"href", "inner-padding"},
    "mj-spacer": {"height"},
}


class Inspector(HTMLParser):
    """Walks through MJML and notes everything that is not by the book."""

    def __init__(self, mjml: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._path: list[str] = []
        self.feed(mjml)
        self.close()
        if self._path:
            self.faults.append(f"{self._path[-1]} is not closed")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._check(tag, attrs)
        if tag.startswith("mj"):
            self._path.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._check(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag.startswith("mj"):
            if not self._path or self._path[-1] != tag:
                self.faults.append(f"{tag} is closed out of turn")
            else:
                self._path.pop()

    def _check(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self._path[-1] if self._path else None
        if not tag.startswith("mj"):
            if parent not in {"mj-text", "mj-raw", "mj-button"}:
                self.faults.append(f"{tag} stands in {parent}")
            if tag == "img" and "alt" not in dict(attrs):
                self.faults.append("img without alt")
            return
        if tag != "mjml" and parent not in PARENTS.get(tag, set()):
            self.faults.append(f"{tag} stands in {parent}")
        known = ATTRIBUTES.get(tag, set()) | EVERYWHERE
        self.faults += [f"{tag} has {name}" for name, _ in attrs if name not in known]


def ours() -> str:
    environment = html_environment()
    source = open_library(None).read("issue/body.mjml.j2", environment)
    return scan(environment, source, name="body").mjml


def test_templates_are_mjml_by_the_book() -> None:
    assert Inspector(ours()).faults == []


@pytest.mark.parametrize(
    ("mjml", "fault"),
    [
        ("<mjml><mj-body><mj-text>a</mj-text></mj-body></mjml>", "mj-text stands in mj-body"),
        ("<mjml><mj-body><mj-foo /></mj-body></mjml>", "mj-foo stands in mj-body"),
        ('<mjml><mj-body colour="red"></mj-body></mjml>', "mj-body has colour"),
        ("<mjml><mj-body></mjml>", "mjml is closed out of turn"),
    ],
)
def test_inspector_sees_what_the_engine_does_not(mjml: str, fault: str) -> None:
    assert fault in Inspector(mjml).faults


def test_templates_use_each_class_that_is_styled_and_style_each_that_is_used() -> None:
    mjml = ours()
    sheet = "".join(re.findall(r"<mj-style inline[^>]*>(.*?)</mj-style>", mjml, re.S))
    styled = set(re.findall(r"\.([a-z]+)\b", re.sub(r"\{.*?\}", "{}", sheet, flags=re.S)))
    used = {name for value in re.findall(r'class="([^"]*)"', mjml) for name in value.split()}

    assert styled - used == set()
    assert used - styled - {"page", "card", "edge", "panel", "line", "call", "sans"} == set()


def test_templates_load_nothing_from_elsewhere() -> None:
    for path in (ROOT / "templates" / "email").rglob("*.j2"):
        assert not re.search(r"https?://|url\(|@import|<script", path.read_text(encoding="utf-8")), path

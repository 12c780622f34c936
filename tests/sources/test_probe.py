"""Links are asked once, side by side, and what they said is believed for a day."""

import json
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from digest.core.errors import DigestError, InvalidInput, NotFound, Unavailable
from digest.sources.fetch import Patience
from digest.sources.probe import LASTS, probe
from tests.builders import NOON
from tests.web_server import Answer, serving

NOBODY = "http://127.0.0.1:9/"


def asked(urls: list[str], memory: Path, *, now=NOON, allow_private: bool = True) -> dict[str, DigestError] | None:
    patience = Patience(connect=5, read=5, total=5)
    return probe(urls, memory=memory, allow_private=allow_private, now=now, patience=patience)


def test_probe_tells_what_does_not_answer_and_why(tmp_path: Path) -> None:
    answers = {
        "/": Answer(b"ok"),
        "/no": Answer(status=403),
        "/ill": Answer(status=500),
        "/gone": Answer(status=410),
    }
    with serving(answers) as server:
        found = asked([f"{server.url}{path}" for path in (*answers, "/nothing")], tmp_path / "links.json")

    assert found is not None
    assert {url.removeprefix(server.url): type(error) for url, error in found.items()} == {
        "/ill": Unavailable,
        "/gone": NotFound,
        "/nothing": NotFound,
    }
    assert "answers 410" in str(found[f"{server.url}/gone"])


def test_probe_asks_again_after_a_day_and_where_the_answer_was_no_answer(tmp_path: Path) -> None:
    memory = tmp_path / "cache" / "links.json"
    with serving({"/": Answer(b"ok"), "/ill": Answer(status=500)}) as server:
        urls = [f"{server.url}{path}" for path in ("/", "/ill", "/nothing", "/")]
        first = asked(urls, memory)
        again = asked(urls, memory, now=NOON + LASTS - timedelta(seconds=1))
        later = asked(urls, memory, now=NOON + LASTS)
        paths = [path for path, _ in server.requests]

    assert [{url: str(error) for url, error in (found or {}).items()} for found in (again, later)] == [
        {url: str(error) for url, error in (first or {}).items()}
    ] * 2
    assert paths == ["/", "/ill", "/nothing", "/ill", "/", "/ill", "/nothing"]


def test_probe_judges_nothing_where_nothing_answers(tmp_path: Path) -> None:
    assert asked([NOBODY], tmp_path / "links.json") is None
    assert not (tmp_path / "links.json").exists()


def test_probe_visits_no_private_address_unless_it_may(tmp_path: Path) -> None:
    with serving({"/": Answer(b"ok")}) as server:
        found = asked([server.url, "ftp://files.example/"], tmp_path / "links.json", allow_private=False)

        assert server.requests == []
    assert {url: type(error) for url, error in (found or {}).items()} == dict.fromkeys(
        (server.url, "ftp://files.example/"), InvalidInput
    )


@pytest.mark.parametrize(
    "spoilt", ["{", "[]", '{"a": 1}', '{"a": ["yesterday", ""]}', '{"a": ["0001-01-01", ""]}']
)
def test_probe_goes_on_where_its_memory_is_spoilt(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, spoilt: str
) -> None:
    memory = tmp_path / "links.json"
    memory.write_text(spoilt)
    with serving({"/": Answer(b"ok")}) as server, caplog.at_level(logging.WARNING, "digest.sources"):
        assert asked([f"{server.url}/"], memory) == {}

    assert f"{server.url}/" in json.loads(memory.read_text())


def test_probe_says_where_it_cannot_remember(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").touch()
    with serving({"/": Answer(b"ok")}) as server, caplog.at_level(logging.WARNING, "digest.sources"):
        assert asked([f"{server.url}/"], tmp_path / "file" / "links.json") == {}

    assert any("cannot be written" in message for message in caplog.messages)

"""Rendering opens no connection: it goes on in a process that has no network at all."""

import shutil
import subprocess
import sys

from tests.required import skip_unless

_RENDER = """
import socket
from digest.render.apart import prepare_apart
from digest.render.prepare import prepare
from digest.core.rendering import EVERYTHING
from digest.render.renderer import open_renderer
from digest.render.themes import open_themes
from tests.builders import an_edition
from tests.render.sample import a_full_issue

try:
    socket.create_connection(("127.0.0.1", 9), timeout=1)
except ConnectionRefusedError:
    raise SystemExit("there is a network")
except OSError:
    pass
library = open_themes(None).library("default")
assert prepare_apart(library) == prepare(library)
press = open_renderer(None).press(a_full_issue(), an_edition(), online_url="https://a.example/")
html, text = press.preview(EVERYTHING)
print(len(press.render(EVERYTHING).stories), "https://images.example/littoral.jpg" in html, text.count("http"))
"""
_ISOLATED = ("unshare", "--user", "--map-root-user", "--net")


def test_render_opens_no_connection() -> None:
    can_isolate = (
        shutil.which("unshare")
        and subprocess.run((*_ISOLATED, "true"), check=False, capture_output=True).returncode == 0
    )
    skip_unless(can_isolate, "this machine lets nobody make a network namespace (unshare --net)")

    alone = subprocess.run(
        (*_ISOLATED, sys.executable, "-c", _RENDER), check=False, capture_output=True, text=True, timeout=120
    )
    assert (alone.stderr, alone.stdout, alone.returncode) == ("", "8 True 12\n", 0)

"""The server around the web door."""

import socket

import pytest
from fastapi import FastAPI

from digest.core.errors import Unavailable
from digest.web.server import run


def test_run_says_which_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Unavailable, match=f"127.0.0.1, port {port}, cannot be used: .*; choose a --port."):
            run(FastAPI(), host="127.0.0.1", port=port)

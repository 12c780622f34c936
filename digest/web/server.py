"""The HTTP server around the web door."""

import logging
import socket
from contextlib import suppress

import uvicorn
from fastapi import FastAPI

from digest.core.errors import Unavailable
from digest.web.access_log import MaskTokens


def run(app: FastAPI, *, host: str, port: int) -> None:
    """Serve `app` until interrupted; Unavailable if nothing can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        raise Unavailable(f"{host}, port {port}, cannot be used: {error.strerror}; choose a --port.") from error
    with listening, suppress(KeyboardInterrupt):  # uvicorn has shut down by then, and raises it again
        make_server(app).run(sockets=[listening])


def make_server(app: FastAPI) -> uvicorn.Server:
    """A server for `app` whose access log holds no tokens; whoever runs it brings the socket."""
    config = uvicorn.Config(app, server_header=False)
    access = logging.getLogger("uvicorn.access")
    if not any(isinstance(known, MaskTokens) for known in access.filters):
        access.addFilter(MaskTokens())
    return uvicorn.Server(config)

"""The access log: it tells what was asked for, and no token."""

import logging

import pytest

from tests.web.site import Site


def test_access_log_holds_no_token(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    token = site.token()
    with caplog.at_level(logging.INFO), site.client() as client:
        client.get(f"/u/{token}")
        client.get(f"/u/{token}?utm_source=mail")
        client.post(f"/u/{token}", data={"List-Unsubscribe": "One-Click"})
        client.get("/healthz")
    paths = [record.args[2] for record in caplog.records if record.name == "uvicorn.access" and record.args]  # type: ignore[index]
    assert paths == ["/u/***", "/u/***?utm_source=mail", "/u/***", "/healthz"]

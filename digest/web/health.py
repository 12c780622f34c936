"""Health: whether the process and its database answer, for whatever watches over the service."""

from importlib.metadata import version

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from digest.core.errors import DigestError
from digest.db import migrate
from digest.web.door import Reach

router = APIRouter()


@router.api_route("/healthz", methods=["GET", "HEAD"])
def healthz(door: Reach) -> JSONResponse:
    """200 when everything answers, 503 when the database does not; nothing secret in either."""
    facts: dict[str, object] = {"version": version("news-digest"), "tzdata": version("tzdata")}
    try:
        facts["revision"] = migrate.current(door.newsroom.store)
    except DigestError:
        return JSONResponse({"status": "unavailable", "database": "does not answer"} | facts, status_code=503)
    return JSONResponse({"status": "ok", "database": "answers"} | facts)

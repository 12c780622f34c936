"""Problems: what goes wrong with a call of the API, for programs (RFC 9457)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

API = "/api"
"""Where programs call; everything else is for people."""
PROBLEM_TYPE = "application/problem+json"


class Unusable(BaseModel, use_attribute_docstrings=True):
    """An article that was left out, and why; one with several faults is named once for each."""

    where: str
    """Index and field in one: articles[3].image.width"""
    index: int
    """Of the article in its batch, from 0."""
    field: str | None
    """What of it is wrong; null if it is the article as a whole."""
    why: str


class Problem(BaseModel):
    """What went wrong."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Unusable] = []


def is_for_programs(request: Request) -> bool:
    """Whether the answer is read by a program."""
    return request.url.path.startswith(f"{API}/")


def problem(
    status: int,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[dict[str, Any]] = (),
) -> JSONResponse:
    """The answer; `errors` says which places of the request cannot be used, and why."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(body | ({"errors": errors} if errors else {}), status, headers, PROBLEM_TYPE)

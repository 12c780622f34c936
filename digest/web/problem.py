"""Problems: what goes wrong with a call of the API, for programs (RFC 9457)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

API = "/api"
"""Where programs call; everything else is for people."""


def is_for_programs(request: Request) -> bool:
    """Whether the answer is read by a program."""
    return request.url.path.startswith(f"{API}/")


def problem(
    status: int, detail: str, *, headers: Mapping[str, str] | None = None, errors: Sequence[dict[str, str]] = ()
) -> JSONResponse:
    """The answer; `errors` says which places of the request cannot be used, and why."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(body | ({"errors": errors} if errors else {}), status, headers, "application/problem+json")


def unusable(error: RequestValidationError) -> JSONResponse:
    """The answer to a request that is not of the form that the description asks for."""
    errors = [{"where": ".".join(map(str, each["loc"][1:])), "why": each["msg"]} for each in error.errors()]
    return problem(422, "The request cannot be used; nothing of it was taken in.", errors=errors)

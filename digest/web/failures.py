"""Failures: each error as a page that says what to do next."""

from collections.abc import Mapping
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from digest.core import errors
from digest.web.door import NotAllowed, SignInNeeded, door_of
from digest.web.headers import security_headers
from digest.web.problem import is_for_programs, problem

_STATUS: tuple[tuple[type[errors.DigestError], int], ...] = (
    (errors.NotFound, 404),
    (errors.Conflict, 409),
    (errors.InvalidInput, 422),
    (errors.Unavailable, 503),
    (errors.Busy, 503),
)
_EXPLAINED = frozenset({403, 404, 405, 409, 422, 500, 503})
_RETRY_SECONDS = "30"


def explain_failures(app: FastAPI) -> None:
    """Answer each kind of error with a page in the reader’s language."""
    app.add_exception_handler(errors.DigestError, _on_digest_error)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(SignInNeeded, _on_sign_in_needed)
    app.add_exception_handler(NotAllowed, _on_not_allowed)
    app.add_exception_handler(Exception, _on_surprise)


def _on_digest_error(request: Request, error: Exception) -> Response:
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    headers = {"Retry-After": _RETRY_SECONDS} if status == 503 else {}
    if is_for_programs(request):
        return problem(status, str(error), headers=headers)
    return _page(request, status, str(error) if status in (409, 422) else "", headers)


def _on_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if is_for_programs(request):
        return problem(error.status_code, error.detail, headers=error.headers)
    return _page(request, error.status_code, headers=error.headers)


def _on_invalid_request(request: Request, _error: Exception) -> Response:
    # An address or a form that no page of ours has made.
    return _page(request, 404 if request.method in ("GET", "HEAD") else 422)


def _on_sign_in_needed(request: Request, _error: Exception) -> Response:
    wanted = request.url.path if request.method == "GET" else "/desk"
    return RedirectResponse(f"/sign-in?next={quote(wanted)}", 303)


def _on_not_allowed(request: Request, _error: Exception) -> Response:
    return _page(request, 403, reason="role")


def _on_surprise(request: Request, _error: Exception) -> Response:
    # This answer is given outside of every middleware.
    headers = security_headers(secure=door_of(request).secure)
    if is_for_programs(request):
        return problem(500, "Something went wrong on our side; the log tells what.", headers=headers)
    return _page(request, 500, headers=headers)


def _page(
    request: Request,
    status: int,
    detail: str = "",
    headers: Mapping[str, str] | None = None,
    *,
    reason: int | str | None = None,
) -> Response:
    reason = reason or (status if status in _EXPLAINED else 422 if status < 500 else 500)
    again = request.url.path.rpartition("/")[0]  # a form of the desk is sent to a path below its page
    page = door_of(request).page(request, "failure", status=status, reason=reason, detail=detail, again=again)
    page.headers.update(headers or {})
    return page

"""Failures: each error as a page that says what to do next."""

from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from digest.core import errors
from digest.web.door import Door, SignInNeeded
from digest.web.headers import security_headers

_STATUS: tuple[tuple[type[errors.DigestError], int], ...] = (
    (errors.NotFound, 404),
    (errors.Conflict, 409),
    (errors.InvalidInput, 422),
    (errors.Unavailable, 503),
    (errors.Busy, 503),
)
_EXPLAINED = frozenset({403, 404, 405, 409, 422, 500, 503})
_RETRY_SECONDS = "30"


def explain_failures(app: FastAPI, door: Door) -> None:
    """Answer each kind of error with a page in the reader’s language."""

    def page(request: Request, status: int, detail: str = "", headers: dict[str, str] | None = None) -> Response:
        reason = status if status in _EXPLAINED else 500
        again = request.url.path.rpartition("/")[0]  # a form of the desk is sent to a path below its page
        response = door.page(request, "failure", status=status, reason=reason, detail=detail, again=again)
        response.headers.update(headers or {})
        return response

    def on_digest_error(request: Request, error: Exception) -> Response:
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
        headers = {"Retry-After": _RETRY_SECONDS} if status == 503 else {}
        return page(request, status, str(error) if status in (409, 422) else "", headers)

    def on_http_exception(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return page(request, error.status_code, headers=dict(error.headers or {}))

    def on_invalid_request(request: Request, _error: Exception) -> Response:
        # An address or a form that no page of ours has made.
        return page(request, 404 if request.method in ("GET", "HEAD") else 422)

    def on_sign_in_needed(request: Request, _error: Exception) -> Response:
        wanted = request.url.path if request.method == "GET" else "/desk"
        return RedirectResponse(f"/sign-in?next={quote(wanted)}", 303)

    def on_surprise(request: Request, _error: Exception) -> Response:
        # This answer is given outside of every middleware.
        return page(request, 500, headers=security_headers(secure=door.secure))

    app.add_exception_handler(errors.DigestError, on_digest_error)
    app.add_exception_handler(HTTPException, on_http_exception)
    app.add_exception_handler(RequestValidationError, on_invalid_request)
    app.add_exception_handler(SignInNeeded, on_sign_in_needed)
    app.add_exception_handler(Exception, on_surprise)

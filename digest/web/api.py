"""The articles API: a newsroom's own system posts what it has published; described at /api/openapi.json."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from digest.core.article import RawItem, Source
from digest.web.description import describe, may_fail
from digest.web.door import Door, Reach
from digest.web.handed_in import MOST, judge, read_batch, where_of
from digest.web.problem import API, Unusable, problem
from digest.wire.push import holder_of, push

LARGEST_BATCH = 5_000_000
"""Bytes of a request."""

router = APIRouter(prefix=API)
_bearer = HTTPBearer(auto_error=False, description="A token made by: digest token add")


class TakenIn(BaseModel):
    """What became of a batch; the same batch again changes nothing."""

    new: int
    changed: int
    unchanged: int
    broken: list[Unusable]


@dataclass(frozen=True, slots=True)
class _Caller:
    source: Source
    token: str


def _caller(door: Reach, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> _Caller:
    source = holder_of(door.newsroom.store, given.credentials, now=door.clock()) if given else None
    if given is None or source is None:
        raise HTTPException(401, "A token is needed: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"})
    return _Caller(source, given.credentials)


@router.post(
    "/articles",
    max_body_size=sys.maxsize,  # we count ourselves: what the framework answers beyond its limit is no problem
    response_model=TakenIn,
    response_description="Every article was taken in, or was known already.",
    responses={
        207: {"model": TakenIn, "description": "Some articles were taken in; `broken` tells which were not."},
        **may_fail(
            {
                400: "The body is not JSON, or it broke off.",
                401: "There is no token, or it is none of ours.",
                408: "The body did not arrive in time.",
                413: f"More than {MOST:,} articles, or more than {LARGEST_BATCH // 1_000_000} MB.",
                422: "No article can be used, and nothing was taken in; `errors` tells why.",
                429: "Too many requests with this token are at work; wait as long as `Retry-After` says.",
                503: "The database is away; wait as long as `Retry-After` says.",
            }
        ),
    },
)
async def take_articles(
    request: Request, door: Reach, caller: Annotated[_Caller, Depends(_caller)]
) -> JSONResponse:
    """Take in up to 1,000 articles of the source that the token stands for.

    Each one is judged on its own. Sending a batch again changes nothing, so repeat it whenever an answer is lost.
    """
    with door.turns.turn(caller.token):
        articles = read_batch(await door.turns.body(request, largest=LARGEST_BATCH))
        return await run_in_threadpool(_take, door, caller.source, articles)


@router.get("/openapi.json", include_in_schema=False)
def show_description() -> JSONResponse:
    """The description of this API, for programs that make clients of it."""
    return JSONResponse(describe(router.routes))


def _take(door: Door, source: Source, articles: Sequence[object]) -> JSONResponse:
    judged = [judge(article, index) for index, article in enumerate(articles)]
    items = [each for each in judged if isinstance(each, RawItem)]
    report = push(door.newsroom.store, source, items, now=door.clock())
    broken = [fault for each in judged if isinstance(each, list) for fault in each]
    index_of = {where_of(index): index for index in range(len(articles))}
    broken += (Unusable(where=b.where, index=index_of[b.where], field=None, why=b.why) for b in report.broken)
    broken.sort(key=lambda fault: fault.index)
    if not report.good:
        errors = [fault.model_dump() for fault in broken]
        return problem(422, "No article of this batch can be used; nothing was taken in.", errors=errors)
    taken = TakenIn(new=report.new, changed=report.changed, unchanged=report.unchanged, broken=broken)
    return JSONResponse(taken.model_dump(), 207 if broken else 200)

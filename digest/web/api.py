"""The articles API: a newsroom's own system posts what it has published; described at /api/openapi.json."""

from datetime import UTC, datetime
from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from digest.core.article import Picture, RawItem, Source
from digest.core.country import country_name, is_country
from digest.web.door import Reach
from digest.web.problem import API
from digest.wire.push import holder_of, push

MOST = 1_000
LARGEST_BATCH = 5_000_000
"""Bytes of a request."""

router = APIRouter(prefix=API)
_bearer = HTTPBearer(auto_error=False, description="A token made by: digest token add")


def _to_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("the date lies outside of the calendar") from error


Line = Annotated[str, Field(max_length=2_000)]
Pixels = Annotated[int, Field(gt=0, le=100_000)]
Moment = Annotated[AwareDatetime, AfterValidator(_to_utc)]


class ImageIn(BaseModel):
    """A picture of an article."""

    model_config = ConfigDict(extra="forbid")

    url: Line
    alt: Line = ""
    width: Pixels | None = None
    height: Pixels | None = None


class ArticleIn(BaseModel):
    """One article, as its newsroom published it."""

    model_config = ConfigDict(extra="forbid")

    url: Line
    title: Line
    summary: str = ""
    body: str = ""
    published: Moment | None = None
    """With an offset; without a date it is the time at which it is taken in."""
    labels: list[Line] = []
    """Sections and tags, the most specific first."""
    countries: list[str] = []
    """ISO 3166 codes, or names."""
    language: Annotated[str, Field(pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")] | None = None
    image: ImageIn | None = None


class BatchIn(BaseModel):
    """What is handed over at once."""

    model_config = ConfigDict(extra="forbid")

    articles: Annotated[list[ArticleIn], Field(min_length=1, max_length=MOST)]


class Unusable(BaseModel):
    """An article that was left out."""

    where: str
    why: str


class TakenIn(BaseModel):
    """What became of a batch; the same batch again changes nothing."""

    new: int
    changed: int
    unchanged: int
    broken: list[Unusable]


def _holder(
    request: Request, door: Reach, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Source:
    source = holder_of(door.newsroom.store, given.credentials, now=door.clock()) if given else None
    if source is None:
        raise HTTPException(401, "A token is needed: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"})
    return source


@router.post("/articles", max_body_size=LARGEST_BATCH)
def take_articles(batch: BatchIn, door: Reach, source: Annotated[Source, Depends(_holder)]) -> TakenIn:
    """Take in up to 1,000 articles of the source that the token stands for."""
    items = [_to_item(article, number) for number, article in enumerate(batch.articles)]
    report = push(door.newsroom.store, source, items, now=door.clock())
    broken = [Unusable(where=broken.where, why=broken.why) for broken in report.broken]
    return TakenIn(new=report.new, changed=report.changed, unchanged=report.unchanged, broken=broken)


@router.get("/openapi.json", include_in_schema=False)
def describe() -> JSONResponse:
    """The description of this API, for programs that make clients of it."""
    described = get_openapi(title="digest: articles", version=version("news-digest"), routes=router.routes)
    return JSONResponse(described)


def _to_item(article: ArticleIn, number: int) -> RawItem:
    countries = (country_name(code, "en") if is_country(code) else code for code in article.countries)
    image = article.image
    return RawItem(
        title=article.title,
        where=f"articles[{number}]",
        url=article.url,
        summary=article.summary,
        body=article.body,
        published_at=article.published,
        labels=(*countries, *article.labels),
        language=article.language,
        picture=Picture(image.url, image.alt, image.width, image.height) if image else None,
    )

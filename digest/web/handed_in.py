"""What a newsroom's own system hands in: the form of an article, and each one judged on its own."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated

from fastapi import HTTPException
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from digest.core.article import Picture, RawItem
from digest.core.clean import clean_line
from digest.core.country import country_name, is_country
from digest.web.problem import Unusable

MOST = 1_000
"""Articles in one batch."""
MOST_FAULTS = 10
"""Faults that are named of one article."""


def _to_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("the date lies outside of the calendar") from error


def _to_image(value: object) -> object:
    return {"url": value} if isinstance(value, str) else value


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

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    url: Line
    """Its address, http or https; what only measures clicks is taken off."""
    title: Line
    summary: str = ""
    """One or two sentences; text or HTML."""
    body: str = ""
    """Text or HTML."""
    published: Moment | None = None
    """With an offset; without a date it is the time at which it is taken in."""
    modified: Moment | None = None
    """When it was last changed, with an offset."""
    guid: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    """What your system calls it for ever: it stays one article when its address changes."""
    labels: list[Line] = []
    """Sections and tags, the most specific first; the key or a name of a category files the article there."""
    countries: list[Line] = []
    """ISO 3166 codes, or names."""
    language: Annotated[str, Field(pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")] | None = None
    image: Annotated[ImageIn, BeforeValidator(_to_image, json_schema_input_type=Line | ImageIn)] | None = None
    """An address, or an object that says more."""
    image_alt: Line = ""
    """What the picture shows; these three are for an image that is an address."""
    image_width: Pixels | None = None
    image_height: Pixels | None = None


Batch = Annotated[list[ArticleIn], Field(min_length=1, max_length=MOST)]


class BatchIn(BaseModel):
    """What is handed over at once."""

    model_config = ConfigDict(extra="forbid")

    articles: Batch


def read_batch(body: bytes) -> Sequence[object]:
    """The articles of a request, not looked at yet; an HTTP error if it is nothing that could hold any."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, "The body cannot be read as JSON.") from error
    articles = given["articles"] if isinstance(given, dict) and set(given) == {"articles"} else given
    if not isinstance(articles, list) or not articles:
        raise HTTPException(422, "The body is a list of articles, or an object that has one as “articles”.")
    if len(articles) > MOST:
        raise HTTPException(413, f"A batch has at most {MOST:,} articles, this one has {len(articles):,}.")
    return articles


def judge(article: object, index: int) -> RawItem | list[Unusable]:
    """An article of a batch as an item to take in, or what is wrong with it."""
    try:
        return _to_item(ArticleIn.model_validate(article), where_of(index))
    except ValidationError as error:
        return list(_faults(error, index))


def where_of(index: int, field: str = "") -> str:
    """The place of an article in its batch, or of a field of it, for messages."""
    return f"articles[{index}]" + (f".{field}" if field else "")


def _faults(error: ValidationError, index: int) -> Iterator[Unusable]:
    for each in error.errors(include_url=False, include_context=False, include_input=False)[:MOST_FAULTS]:
        # The name of a field that we do not know is a stranger's text.
        field = clean_line(".".join(map(str, each["loc"])), limit=80)
        yield Unusable(where=where_of(index, field), index=index, field=field or None, why=each["msg"])


def _to_item(article: ArticleIn, where: str) -> RawItem:
    countries = map(_to_country, article.countries)
    return RawItem(
        title=article.title,
        where=where,
        url=article.url,
        summary=article.summary,
        body=article.body,
        published_at=article.published,
        modified_at=article.modified,
        guid=article.guid,
        labels=(*countries, *article.labels),
        language=article.language,
        picture=_to_picture(article),
    )


def _to_country(given: str) -> str:
    """A code as the name that tagging knows."""
    code = given.strip().upper()
    return country_name(code, "en") if is_country(code) else given


def _to_picture(article: ArticleIn) -> Picture | None:
    image = article.image
    if image is None:
        return None
    return Picture(
        image.url,
        image.alt or article.image_alt,
        image.width or article.image_width,
        image.height or article.image_height,
    )

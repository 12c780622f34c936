"""The description of the API, for programs that make clients of it (OpenAPI 3.1)."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter
from starlette.routing import BaseRoute

from digest.web.handed_in import Batch, BatchIn
from digest.web.problem import API, PROBLEM_TYPE, Problem

_SCHEMA = "#/components/schemas/{model}"


def may_fail(reasons: Mapping[int, str]) -> dict[int | str, dict[str, Any]]:
    """The answers of a route that are problems, by status."""
    content = {PROBLEM_TYPE: {"schema": {"$ref": _SCHEMA.format(model="Problem")}}}
    return {status: {"description": reason, "content": content} for status, reason in reasons.items()}


def describe(routes: Sequence[BaseRoute]) -> dict[str, Any]:
    """The OpenAPI document of the API's `routes`."""
    document = get_openapi(title="digest: articles", version=version("news-digest"), routes=routes)
    # A batch is read by hand, article by article, so the framework does not know what is in it.
    body = TypeAdapter(BatchIn | Batch).json_schema(ref_template=_SCHEMA)
    schemas = body.pop("$defs") | {"Problem": Problem.model_json_schema(ref_template=_SCHEMA)}
    document["components"]["schemas"] |= schemas
    document["paths"][f"{API}/articles"]["post"]["requestBody"] = {
        "required": True,
        "content": {"application/json": {"schema": body}},
    }
    return document

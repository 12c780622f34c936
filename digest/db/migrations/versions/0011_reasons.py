"""What stories were chosen for is kept as data: the sentences of earlier issues stay as they were written."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

ISSUE = sa.table("issue", sa.column("id", sa.Integer), sa.column("content", sa.Text))
PART = 100
"""Issues that are in memory at a time."""
POINT = 10_000
RESERVE = 40
NO_LONGER_GIVEN = "outside the window"


def upgrade() -> None:
    last = 0
    while rows := _part(last):
        for issue_id, content in rows:
            new = json.dumps(_renewed(json.loads(content)), ensure_ascii=False, separators=(",", ":"))
            op.execute(ISSUE.update().where(ISSUE.c.id == issue_id).values(content=new))
        last = rows[-1][0]


def _part(after: int) -> list[Any]:
    query = sa.select(ISSUE.c.id, ISSUE.c.content).where(ISSUE.c.id > after).order_by(ISSUE.c.id).limit(PART)
    return list(op.get_bind().execute(query))


def _renewed(content: dict[str, Any]) -> dict[str, Any]:
    if "reserve" in content:
        return content
    left_out = content["left_out"]
    known = [_left_out(each) for each in left_out if each["reason"] != NO_LONGER_GIVEN]
    return content | {
        "lead": content["lead"] and _placement(content["lead"]),
        "sections": [
            section | {"placements": [_placement(each) for each in section["placements"]]}
            for section in content["sections"]
        ],
        "reserve": known[:RESERVE],
        "left_out": len(left_out),
    }


def _placement(placement: dict[str, Any]) -> dict[str, Any]:
    factors = [
        {"name": f["name"], "value": f["value"], "weight": f["weight"], "measured": ["verbatim", f["detail"]]}
        for f in placement["score"]["factors"]
    ]
    return placement | {"score": {"factors": factors}}


def _left_out(left_out: dict[str, Any]) -> dict[str, Any]:
    score = left_out["score"]
    points = score and sum(round(f["value"] * f["weight"] * POINT) for f in score["factors"])
    because = ["verbatim", left_out["detail"]]
    return {"story": left_out["story"], "points": points, "reason": left_out["reason"], "because": because}

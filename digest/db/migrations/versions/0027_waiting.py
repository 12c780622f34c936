"""The index of what waits holds nothing else, so that a row which is done with leaves it for good."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0017"

_WAITS = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_delivery_waiting", "delivery")
    op.create_index(
        "ix_delivery_waiting",
        "delivery",
        ["issue_id", "due_at", "id"],
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    )

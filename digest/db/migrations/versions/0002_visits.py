"""Sources of several kinds, and when each of them is visited again."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("source", sa.Column("kind", sa.String(), nullable=False, server_default="feed"))
    op.add_column("source", sa.Column("next_visit_at", MOMENT))
    op.add_column("source", sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("source", sa.Column("last_new_at", MOMENT))
    op.add_column("source", sa.Column("cursor", sa.String()))

"""Why an issue was stopped, and how often somebody has begun to send it."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0020"


def upgrade() -> None:
    op.add_column("issue", sa.Column("stopped_because", sa.String()))
    op.add_column("issue", sa.Column("run", sa.Integer(), nullable=False, server_default="0"))

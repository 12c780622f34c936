"""Categories that newsrooms add, and the topic that each is under."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("category", sa.Column("under", sa.String(), nullable=True))

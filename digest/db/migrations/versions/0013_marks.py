"""What editors say of an article, and who said so."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("article", sa.Column("mark", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("article", sa.Column("marked_by", sa.String(), nullable=True))

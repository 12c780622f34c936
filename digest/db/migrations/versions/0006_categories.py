"""Names of their own that newsrooms give to categories."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "category",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("fr", sa.String(), nullable=False),
        sa.Column("en", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_category"),
    )

"""What articles have said so far, term by term."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0015"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "term",
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("documents", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("language", "term", name="pk_term"),
    )
    op.create_table(
        "term_count",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("landmark", MOMENT, nullable=False),
        sa.Column("counted_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_term_count"),
    )

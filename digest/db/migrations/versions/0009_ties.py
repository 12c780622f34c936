"""What editors say of two articles: one story, or not."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "tie",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("first_id", "second_id", name="pk_tie"),
        sa.ForeignKeyConstraint(["first_id"], ["article.id"], name="fk_tie_first_id_article", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["second_id"], ["article.id"], name="fk_tie_second_id_article", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_tie_second_id", "tie", ["second_id"])

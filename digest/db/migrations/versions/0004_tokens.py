"""Tokens of newsrooms' own systems."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "token",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.PrimaryKeyConstraint("name", name="pk_token"),
        sa.UniqueConstraint("token_hash", name="uq_token_token_hash"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_token_source_id_source"),
    )

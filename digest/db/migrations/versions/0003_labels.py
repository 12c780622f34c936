"""What sources call their sections."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "label",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("category", sa.String()),
        sa.Column("example", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "label", name="pk_label"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_label_source_id_source"),
    )

"""What issues were made from, kept to make them again."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "snapshot",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_snapshot"),
    )
    op.create_table(
        "issue_input",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.String(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("method", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("issue_id", name="pk_issue_input"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_issue_input_issue_id_issue"),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshot.hash"], name="fk_issue_input_snapshot_snapshot"),
    )
    op.create_index("ix_issue_input_snapshot", "issue_input", ["snapshot"])

"""What editors do to an issue, and the ranking that it is laid over."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0022"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "edit",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("issue_id", "number", name="pk_edit"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_edit_issue_id_issue", ondelete="CASCADE"),
    )
    op.create_table(
        "ranking",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("issue_id", name="pk_ranking"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_ranking_issue_id_issue", ondelete="CASCADE"),
    )

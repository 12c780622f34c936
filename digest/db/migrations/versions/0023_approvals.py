"""Who approved an issue, and what editors were told about it."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0027"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "approval",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("editor", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("issue_id", "version", "editor", name="pk_approval"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_approval_issue_id_issue", ondelete="CASCADE"),
    )
    op.create_table(
        "notice",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("edition_id", "day", "kind", name="pk_notice"),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name="fk_notice_edition_id_edition", ondelete="CASCADE"
        ),
    )

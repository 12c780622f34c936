"""Copies of publishers' pictures, and which of them an issue has."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0009"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_picture"),
    )
    op.create_table(
        "issue_picture",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("hero", sa.String(), nullable=True),
        sa.Column("thumb", sa.String(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("issue_id", "address", name="pk_issue_picture"),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name="fk_issue_picture_issue_id_issue", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["hero"], ["picture.name"], name="fk_issue_picture_hero_picture"),
        sa.ForeignKeyConstraint(["thumb"], ["picture.name"], name="fk_issue_picture_thumb_picture"),
    )
    op.create_index("ix_issue_picture_address", "issue_picture", ["address", "made_at"])

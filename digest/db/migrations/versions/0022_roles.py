"""Roles of editors, and their sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0019"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Until now everybody who signed in could do everything.
    op.add_column("editor", sa.Column("role", sa.String(), nullable=False, server_default="owner"))
    op.add_column("editor", sa.Column("editions", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_session"),
        sa.ForeignKeyConstraint(
            ["editor_id"], ["editor.id"], name="fk_session_editor_id_editor", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_session_editor_id", "session", ["editor_id"])

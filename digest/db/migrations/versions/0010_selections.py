"""Which stories each mail showed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "selection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("stories", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_selection"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_selection_issue_id_issue"),
    )
    op.add_column("delivery", sa.Column("selection_id", sa.Integer()))

"""Stories by which events are known again from day to day."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("countries", sa.String(), nullable=False),
        sa.Column("outline", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
    )
    op.create_index("ix_story_last_at", "story", ["last_at"])
    op.create_table(
        "story_article",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_story_article"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_story_article_article_id_article", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name="fk_story_article_story_id_story", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_story_article_story_id", "story_article", ["story_id"])

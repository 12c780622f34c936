"""Articles under the name that their publisher gives them, their earlier versions, and copies of one text."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True)
LONG_AGO = "1970-01-01 00:00:00+00:00"


def upgrade() -> None:
    op.add_column("article", sa.Column("identity", sa.String()))
    op.add_column("article", sa.Column("copy_of", sa.Integer()))
    op.add_column("article", sa.Column("version_at", MOMENT, nullable=False, server_default=LONG_AGO))
    op.add_column("article", sa.Column("unknown_labels", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE article SET version_at = published_at")
    op.drop_column("article", "content_hash")
    op.create_index("ix_article_source_id_identity", "article", ["source_id", "identity"])
    op.drop_index("ix_article_source_id", "article")
    create_versions()
    create_sketches()


def create_versions() -> None:
    op.create_table(
        "article_version",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("version_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "revision", name="pk_article_version"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_article_version_article_id_article", ondelete="CASCADE"
        ),
    )


def create_sketches() -> None:
    op.create_table(
        "article_sketch",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_article_sketch"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_article_sketch_article_id_article", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_article_sketch_published_at", "article_sketch", ["published_at"])

"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_sources_and_articles()
    create_editions_and_issues()
    create_subscribers()
    create_deliveries()
    create_editors()


def create_sources_and_articles() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String()),
        sa.Column("owner", sa.String()),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("etag", sa.String()),
        sa.Column("last_modified", sa.String()),
        sa.Column("visited_at", MOMENT),
        sa.Column("failure", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sa.UniqueConstraint("key", name="uq_source_key"),
    )
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("countries", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("picture_url", sa.String()),
        sa.Column("picture_alt", sa.String()),
        sa.Column("picture_width", sa.Integer()),
        sa.Column("picture_height", sa.Integer()),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.UniqueConstraint("url", name="uq_article_url"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_article_source_id_source"),
    )
    op.create_index("ix_article_source_id", "article", ["source_id"])
    op.create_index("ix_article_published_at", "article", ["published_at"])
    op.create_table(
        "article_country",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "country", name="pk_article_country"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_article_country_article_id_article"),
    )
    op.create_index(
        "ix_article_country_window", "article_country", ["country", "category", "published_at", "article_id"]
    )


def create_editions_and_issues() -> None:
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_edition"),
        sa.UniqueConstraint("key", name="uq_edition_key"),
    )
    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("window_start", MOMENT, nullable=False),
        sa.Column("window_end", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("built_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("approved_by", sa.String()),
        sa.Column("approved_at", MOMENT),
        sa.Column("approved_hash", sa.String()),
        sa.Column("held_because", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_issue"),
        sa.UniqueConstraint("edition_id", "date", name="uq_issue_edition_id_date"),
        sa.UniqueConstraint("edition_id", "number", name="uq_issue_edition_id_number"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_issue_edition_id_edition"),
    )


def create_subscribers() -> None:
    op.create_table(
        "subscriber",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscriber"),
        sa.UniqueConstraint("email", name="uq_subscriber_email"),
    )
    op.create_table(
        "subscription",
        sa.Column("subscriber_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("countries", sa.Text(), nullable=False),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("subscribed_at", MOMENT, nullable=False),
        sa.Column("left_at", MOMENT),
        sa.PrimaryKeyConstraint("subscriber_id", "edition_id", name="pk_subscription"),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscriber.id"], name="fk_subscription_subscriber_id_subscriber"
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_subscription_edition_id_edition"),
    )
    op.create_index("ix_subscription_edition_id", "subscription", ["edition_id"])


def create_deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT),
        sa.Column("code", sa.Integer()),
        sa.Column("enhanced", sa.String()),
        sa.Column("reply", sa.Text()),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("issue_id", "subscriber_id", name="uq_delivery_issue_id_subscriber_id"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_delivery_issue_id_issue"),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], name="fk_delivery_subscriber_id_subscriber"),
        sa.CheckConstraint(
            "(due_at IS NOT NULL) = (state IN ('queued', 'deferred'))",
            name=op.f("ck_delivery_waiting_has_due_at"),
        ),
    )
    op.create_index("ix_delivery_waiting", "delivery", ["issue_id", "due_at", "id"])


def create_editors() -> None:
    op.create_table(
        "editor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_editor"),
        sa.UniqueConstraint("email", name="uq_editor_email"),
    )

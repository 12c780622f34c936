"""Sketches of texts: what tells that two articles carry the same one, and which of them is the copy."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field

from digest.db.row import Row


class ArticleSketchRow(Row, table=True):
    __tablename__ = "article_sketch"

    article_id: int = Field(foreign_key="article.id", ondelete="CASCADE", primary_key=True)
    published_at: datetime = Field(index=True)
    sketch: bytes = Field(sa_type=LargeBinary)
    copy_of: int | None
    """Not a foreign key: a copy stays one when the original is deleted for its age."""

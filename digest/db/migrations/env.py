"""How Alembic runs our migrations: on the connection, and in the transaction, of whoever calls."""

from alembic import context

from digest.db.row import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,  # SQLite cannot change a column; a batch makes the table anew
)
with context.begin_transaction():
    context.run_migrations()

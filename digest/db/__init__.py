"""The database: rows, queries and migrations; values come in and go out, rows never leave."""

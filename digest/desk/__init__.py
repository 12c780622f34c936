"""The desk: articles become an issue, and editors decide about it."""

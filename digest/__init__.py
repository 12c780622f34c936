"""A self-hosted engine for daily news digests."""

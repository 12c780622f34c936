"""Hands that fetch and read: bytes of a feed, a file or a page become raw items, nothing decided yet."""

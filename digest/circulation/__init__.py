"""Circulation: an approved issue reaches its subscribers, and they can leave."""

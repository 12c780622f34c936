"""The way in: what sources hand over becomes articles that are stored once."""

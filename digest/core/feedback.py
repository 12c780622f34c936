"""Feedback: what a reader can say of an issue with one click."""

from enum import StrEnum


class Feedback(StrEnum):
    """From best to worst."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"

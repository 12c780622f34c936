"""Days as they are said in a sentence."""

from datetime import date

from babel.dates import format_date


def day_of(day: date, language: str) -> str:
    """ "5 March", "5 mars"; the first of a month is “1er” in French, as newspapers write it and CLDR does not."""
    written = format_date(day, "d\u00a0MMMM", locale=language)
    return f"1er{written[1:]}" if language == "fr" and day.day == 1 else written

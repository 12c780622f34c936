"""Days as they are said in a sentence."""

from datetime import date

from babel.dates import format_date


def day_of(day: date, language: str) -> str:
    """ "5 March", "5 mars", "5 de março".

    The first of a month is “1er” in French, as newspapers write it and CLDR does not.
    """
    pattern = "d\u00a0'de'\u00a0MMMM" if language == "pt" else "d\u00a0MMMM"
    written = format_date(day, pattern, locale=language)
    return f"1er{written[1:]}" if language == "fr" and day.day == 1 else written

"""Cells of CSV that a spreadsheet would take for a formula, and run: kept from it by an apostrophe in front.

Source: OWASP, CSV Injection (https://owasp.org/www-community/attacks/CSV_Injection).
"""

import re

# With the apostrophes that a text has of its own: so what is taken off is always what was put on.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """`cell` as a spreadsheet shows it and does not run it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """`cell` as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell

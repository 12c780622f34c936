"""The names of months and zones that dates are written with, folded."""

_NAMES = """
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
january february march april may june july august september october november december
janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
"""
_SHORTEST = 3


def _months() -> dict[str, int]:
    """Every name and every beginning of one that means a single month: “jui” is none, “juil” is one."""
    meant: dict[str, set[int]] = {}
    for position, name in enumerate(_NAMES.split()):
        for length in range(_SHORTEST, len(name) + 1):
            meant.setdefault(name[:length], set()).add(position % 12 + 1)
    return {beginning: months.pop() for beginning, months in meant.items() if len(months) == 1}


MONTHS = _months()
"""The number of a month by its name in French, English, Portuguese or Spanish, abbreviated or not."""

ZONES = {
    **dict.fromkeys(("z", "gmt", "utc", "ut", "wet"), 0),
    **dict.fromkeys(("wat", "cet", "west", "bst"), 1),
    **dict.fromkeys(("cat", "sast", "cest", "eet"), 2),
    **dict.fromkeys(("eat", "eest", "msk"), 3),
    **{"cvt": -1, "mut": 4},
    **{"edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8},
}
"""Hours ahead of UTC; the American ones by RFC 822. A name that means several zones at once (IST) is left out."""

"""What a headline is made of, for comparing headlines: folded words, light stems, beginnings of words.

The stems only have to bring the forms of one word together ("manifestants", "manifestante"); they are
not linguistic roots. One set of rules serves French and English, since a window holds both.
"""

import re
import unicodedata

_FUNCTION_WORDS = """
a à afin ai ainsi alors après au aucun aucune aujourd’hui auprès aussi autant autour autre autres aux avait
avant avec avoir c ça car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment contre
d dans de déjà depuis des dès dire dit doit doivent donc dont du durant elle elles en encore enfin entre es est
et était été être eu eux face fait faire faut font grâce hors ici il ils j jamais je jusque jusqu l la là le les
leur leurs lors lorsque lui m ma mais malgré me même mêmes mes moi moins mon n ne ni non nos notre nous on ont
or ou où outre par parce parmi pas pendant peu peut peuvent plus plusieurs pour pourquoi pourrait près presque
puis qu quand quant que quel quelle quelles quels qui quoi s sa sans sauf se selon sera seront ses seulement si
sien sinon soit son sont sous sur t ta tandis tant te tel telle tels tes toi ton toujours tous tout toute toutes
très trop tu un une va vers veut via voici voilà vont vos votre vous y
about above after again against all also am amid an and any are as at be because been before being below between
both but by can could did do does doing down during each few for from further had has have having he her here
hers him his how i if in into is it its just me more most my no nor not now of off once only other our out over
own said same say says she should so some such than that the their them then there these they this those through
to too under until up upon us very was we were what when where which while who whom whose why will with would
you your
"""

_ENDINGS = (
    *("issements", "issement", "ations", "ation", "ements", "ement", "euses", "aient", "antes", "ities"),
    *("euse", "ante", "ants", "ives", "ings", "ant", "ees", "ait", "ent", "aux", "eux", "ive", "ing"),
    *("ee", "es", "ed", "er", "ez", "s", "x", "e"),
)
_SHORTEST_STEM = 4
_LONG_WORD = 6
_BEGINNING = 5
_WORD = re.compile(r"[^\W_]+")


class _Folded(dict[int, str]):
    """What becomes of each character, found out when it is met first."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code))
        bare = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
        self[code] = bare.replace("œ", "oe").replace("æ", "ae")
        return self[code]


_FOLDED = _Folded()


def fold(text: str) -> str:
    """`text` in lower case, without accents and ligatures: "Côte d’Ivoire" and "COTE D’IVOIRE" become one."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


_IGNORED = frozenset(_WORD.findall(fold(_FUNCTION_WORDS)))


def split(text: str) -> list[str]:
    """All words of `text`, folded, in order."""
    return _WORD.findall(fold(text))


def carries_meaning(word: str) -> bool:
    """Whether a folded `word` tells anything; numbers do, single letters do not."""
    return word not in _IGNORED and (len(word) > 1 or word.isdigit())


def words(title: str) -> list[str]:
    """The folded words of `title` that carry meaning, in order."""
    return [word for word in split(title) if carries_meaning(word)]


def stem(word: str) -> str:
    """A folded `word` without its ending, where at least four letters remain."""
    if word.isdigit():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def beginning(word: str) -> str | None:
    """The first letters of a long `word`, which join "élection" and "électoral"; None for a short one."""
    return word[:_BEGINNING] if len(word) >= _LONG_WORD and not word.isdigit() else None

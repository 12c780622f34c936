"""Tells the language of a title: two by their script, six by small words, letters and endings that give them away.

French, English, Portuguese, Spanish, Swahili and Hausa; Arabic and Amharic are taken for what is written in their
script. A word speaks for every language that has it, so that only what tells languages apart decides.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

_SMALL_WORDS = {
    "fr": """
le la les l un une des du de d et est en au aux dans pour par sur avec sans ce cette ces son sa ses leur leurs qui
que qu ne pas plus a à ont sont été elle ils elles se s selon après avant contre entre chez vers où mais ou dont il
deux trois dix ans fait fin face sous nouveau nouvelle année nuit encore toujours ancien ancienne prix lance enfin
premier première premiers quatre cinq jours gouvernement président ministre armée pays train milliers
""",
    "en": """
the a an of and to is are was were in on at for by with from as this that these his her its their who which s t
not has have had be been after before against between over says say said will new up out off into more they it us
two three ten years year first last amid under than about how why what day night back set out
four five days government president minister army police general thousands junta makes wins
""",
    "pt": """
o a os as um uma de do da dos das e é em no na nos nas ao aos à às para por pelo pela com sem que se não mais sobre
após contra entre foi são está seu sua seus suas já diz até como mas nova novo dois três dez anos continuam
primeiro primeira quatro cinco dias governo presidente polícia ministro exército país milhares mostra bons
""",
    "es": """
el la los las un una de del y en al a para por con sin que se no más sobre tras contra entre fue son está su sus ya
dice hasta como pero nueva nuevo dos tres diez años después lo
primero primera cuatro cinco días gobierno presidente policía ministro ejército país miles muestra
""",
    "sw": """
ya wa na la za cha vya kwa katika ni kuwa yake wake hii huyu huo hiyo baada kabla dhidi watu rais serikali mpya
jipya mwaka huu kutoka kwenye hadi wakati bila ajali nchi waziri timu yapata yaanza atangaza asema wamefariki
""",
    "ha": """
da na ta ya a ba ne ce su sun don daga kan cikin wannan shi mai mutane shugaban gwamnatin gwamna yan yi za an
sabon sabuwar wata kasar jihar cewa tsakanin bayan kuma domin ga wasu masu rage kashe
""",
}
_SMALL = 10

_SIGNS = (
    ("fr", 9, r"[èêëîïûœ]|\b(?:l|d|qu|n|s|c|j)[’']\w"),
    ("fr", 6, r"é|ç|ô|à|(?:eux|euse|euses|ement|aire|aires|ères|ière|ières|elle|elles|ées?|és|ais|aise)\b"),
    (
        "en",
        9,
        r"\w[’']s\b|\b(?:wh|th|sh)\w+|\w(?:ght|sh)\w*|[a-z](?:ing|ings|ness|ship|ian|ians|wn|ck|cks|ly)\b",
    ),
    ("en", 4, r"[a-z](?:ed|ers?|ts|ls|y)\b|oo|ee"),
    ("pt", 12, r"[ãõ]|ções\b|ção\b|nh|lh"),
    ("pt", 5, r"[áâêíóôúç]|(?:eira|eiro|ados?|adas?|am|em|agem|ua|ria)\b"),
    ("es", 12, r"[ñ¿¡]|(?:ción|ciones|idad)\b"),
    ("es", 5, r"[áíóú]|(?:ado|ados|ada|adas|ero|eros|eza|illo|an|ca|os|as)\b|\bll"),
    ("sw", 7, r"\b(?:wa|ki|ku|yame|wame|ana|ame|ma|mi|vi)[a-z]{3,}[aiu]\b|\bny|\bmw|ng['’]"),
    ("ha", 15, r"[ɓɗƙƴ]|ts\w+r\b|\b[’']?yan\b"),
)
_SCRIPTS = (("ar", re.compile("[\u0600-\u06ff]")), ("am", re.compile("[\u1200-\u137f]")))
_OF_A_SCRIPT = re.compile("[\u0600-\u06ff\u1200-\u137f]")
_MANY = 0.3
"""Share of the letters that is enough to make a script the one of the text."""
_WORD = re.compile(r"[^\W_]+")
_READ = 160
"""Characters that are read: more would only say the same again."""

# The votes of a text are counted as one number, so that the loop over its words is that of `sum`: 16 bits for each
# language, which so many characters cannot fill.
_LANGUAGES = tuple(_SMALL_WORDS)
_PLACES = tuple(range(0, 16 * len(_LANGUAGES), 16))
_MOST = 0xFFFF


def language_of(text: str, *, default: str) -> str:
    """The ISO 639-1 code of the language of `text`, or `default` where nothing or no single language is found."""
    text = text[:_READ]
    if not text.isascii() and _OF_A_SCRIPT.search(text) and (language := _by_script(text)):
        return language
    counted = sum(map(_votes, text.lower().split()))
    votes = [counted >> place & _MOST for place in _PLACES]
    best = max(votes)
    return _LANGUAGES[votes.index(best)] if best and votes.count(best) == 1 else default


def _by_script(text: str) -> str | None:
    letters = sum(map(len, _WORD.findall(text)))
    return next((code for code, script in _SCRIPTS if len(script.findall(text)) > _MANY * letters), None)


@lru_cache(maxsize=20_000)
def _votes(word: str) -> int:
    """What a word and its apostrophes say for each language; texts are made of the same words again and again."""
    if word.isdigit():
        return 0
    small = _small_words()
    votes = sum(small.get(part, 0) for part in _WORD.findall(word))
    return votes + sum(vote * len(sign.findall(word)) for vote, sign in _signs())


@cache
def _small_words() -> Mapping[str, int]:
    """Each small word and its vote for the languages that have it."""
    votes: dict[str, int] = {}
    for language, words in _SMALL_WORDS.items():
        for word in set(words.split()):
            votes[word] = votes.get(word, 0) + _vote(language, _SMALL)
    return votes


@cache
def _signs() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((_vote(language, points), re.compile(sign)) for language, points, sign in _SIGNS)


def _vote(language: str, points: int) -> int:
    return points << _PLACES[_LANGUAGES.index(language)]

"""Suggests a category by the words of a title, where nothing else says one; keeps silent where the words are few.

Each entry is a folded beginning of words, French and English side by side; a point ends it where only the whole
word counts. “!” marks a word that is enough by itself; of the others it takes two.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from digest.core.words import words

_TOPICS = """
culture: festival! musee! museum! cinema! film. films. album. albums. roman. chanteu! singer! musique! music.
culture: musician! theatre! exposition! exhibition! artiste! artist. artists. ecrivain! novelist! patrimoine!
culture: heritage! concert! masque. danse. carnaval! carnival! sculpt! peintre! tombe. disco. cantor! poet!
justice: tribunal! court. courts. proces. trial. condamn! sentenced! jail! prison! avocat! lawyer! juge.
justice: juges. judge! magistrat! inculp! indicted! charged. relax. appel. acquitt! convict! arrest!
justice: interpell! garde. enquete. fraud! corruption! detenu! bail. plainte! lawsuit! verdict! crimes.
justice: kidnapp. tribunais. condena!
disaster: inondation! flood! seisme! earthquake! cyclone! incendi! wildfire! glissement! landslide! crue!
disaster: naufrag! derail! capsiz! shipwreck! effondr! collaps! sinistre! secours. accident! crash! eruption!
disaster: evacue. ouragan! hurricane! explos.
economy: econom! inflation! budget! banque! bank. banks. central. prix. prices. petrole! oil. gaz. gas.
economy: uranium! cacao! cocoa! coton. cotton. export! import. croissance! growth. dette! debt! bond. fmi!
economy: imf! investi! invest. bourse! stocks. carburant! fuel! port. oleoduc! pipeline! mine. mines. minier!
economy: mining! minerai! or. gold. tarif. tariff! marche. commerce! trade. taux. rate. rates. entreprise!
economy: company. companies. franc. cedi! naira! monnaie! currency! impot! tax. usine! factory. pont. chemin.
economy: fer. railway! tourist! touris! taxe! agricol! recolte! harvest. riz. mais. gazier!
education: ecole! school! eleve! pupil! student! etudiant! enseignant! teacher! universit! bac. baccalaureat!
education: rentree! exam!
environment: climat! climate! environnement! environment! foret! forest! deforest! pollution! biodivers!
environment: tortue! penguin! secheresse! drought! desert. reboisement! espece! wildlife! elephant. peche.
environment: pecheur! poulpe! emission! plastique!
health: sante! health. hopital! hospital! vaccin! cholera! ebola! paludisme! malaria! rougeole! measles! mpox!
health: virus. epidem! medecin! doctor! nurse! infirmier! maladie! disease! patient. dengue! sida! hiv.
health: maternit! medicament! malnutrition!
labour: greve! strike. strikes. salaire! wage. wages. syndica! union. unions. emploi! job. jobs. chomage!
labour: unemploy! licenci! laid. workers.
lifestyle: recette! recipe. cuisine. culinaire! mode. fashion! voyage. travel. coiffure! beaute.
politics: president! ministre! minister! gouvernement! government! parlement! parliament! depute! election!
politics: elector! scrutin! vote! opposition! referendum! senat! senate. sommet! summit! ambassad! diplomat!
politics: accord. junta! junte! transition. candidat! parti. constitution! remani! cabinet. dialogue.
politics: coalition! censure! cooperation! manifest! protest! visa. visas. mandat. term. envoy! premier.
politics: prime. voters! polls. gouverneur. mps! governo. oposicao. parlamento. sanctions.
religion: eglise! church! mosque! imam! pape. pope! eveque! bishop! pelerin! pilgrim! ramadan! tabaski! hadj!
religion: muslim! musulman!
science: scientif! scientist! chercheur! research! satellite! asteroide! asteroid! spatial! intelligence.
science: artificielle. artificial. numerique! digital. internet! robot! telescop! fossil! study. etude.
science: drones. reseau. app.
society: femme! women! jeune. jeunes. youth. refugi! refugee! migrant! migration! deplace. famille! families!
society: penurie! shortage! excision! mariage! village. quartier! habitants. radio. frontiere. esclav! droits.
society: rights. taxi. sans. handicap!
sport: football! foot. match. matchs. coupe. can. cup. championnat! championship! finale. stade! stadium!
sport: attaquant! striker. coach! entraineur! selection. equipe. team. lions. elephants. aigles. marathon!
sport: medaille! medal! olympi! tournoi! tournament! but. buts. goal. goals. overtime! penalty! basket!
sport: tennis! cyclis! rugby! lutte. boxe. boxing! qualifi! ligue. league! bowled!
security: armee! army! militaire! military. soldat! soldier! attaque! attack! terroris! djihad! jihad!
security: militant. militants. rebelle! rebel. rebels. drone. frappes. airstrike! strikes. combats. fighting!
security: tues. killed! embuscade! ambush! otage! hostage! enlev! abduct! gunmen! bandit! gang. gangs! police.
security: forces. troops! truce! treve! ceasefire! guerre! war. casques. security. securite! bombard! mobilis!
security: pirat! rebeldes! ataques!
weather: meteo! temperature! canicule! heatwave! pluies. rains. harmattan! orage! storm. poussiere! forecast!
weather: vent. vents.
"""
_ENOUGH = 2.0
_CLEAR, _HINT = 2.0, 1.0
_BEGINNINGS = range(3, 16)
"""Lengths of the beginnings in the table."""

_Entry = tuple[str, float]


def topic_of(title: str) -> tuple[str, str] | None:
    """The category that the words of `title` speak for, and these words, or None."""
    points: dict[str, float] = {}
    spoke: dict[str, list[str]] = {}
    for word in words(title):
        for category, weight in _answers(word):
            points[category] = points.get(category, 0.0) + weight
            spoke.setdefault(category, []).append(word)
    if not points:
        return None
    best = max(points.values())
    leading = [category for category, total in points.items() if total == best]
    if len(leading) > 1 or best < _ENOUGH:
        return None
    return leading[0], ", ".join(spoke[leading[0]])


@lru_cache(maxsize=20_000)
def _answers(word: str) -> tuple[_Entry, ...]:
    whole, beginnings = _table()
    found = list(whole.get(word, ()))
    for length in _BEGINNINGS:
        if length > len(word):
            break
        found += beginnings.get(word[:length], ())
    return tuple(found)


@cache
def _table() -> tuple[Mapping[str, list[_Entry]], Mapping[str, list[_Entry]]]:
    """Whole words, and beginnings of words, each with the categories that it speaks for."""
    whole: dict[str, list[_Entry]] = {}
    beginnings: dict[str, list[_Entry]] = {}
    for line in _TOPICS.strip().splitlines():
        category, _, entries = line.partition(": ")
        for entry, mark in re.findall(r"(\w+)([.!])", entries):
            table, weight = (beginnings, _CLEAR) if mark == "!" else (whole, _HINT)
            table.setdefault(entry, []).append((category, weight))
    return whole, beginnings

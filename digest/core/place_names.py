"""Names of places beyond those of CLDR: what newsrooms write, in French and English, folded to plain letters.

Each line is a code and its names. A demonym of French is given in the masculine; its other
forms are made in gazetteer.py.
"""

ALIASES = """
AE emirats arabes unis, emirats, emirates, dubai, abou dhabi, abu dhabi
BA bosnie, bosnia
CD rd congo, rd du congo, republique democratique du congo, democratic republic of congo, dr congo, congo kinshasa
CF centrafrique, republique centrafricaine
CG congo, congo brazzaville, republique du congo, republic of congo
CI cote d ivoire, ivory coast
CV cap vert, cabo verde
CZ republique tcheque, tchequie, czech republic
EH sahara occidental
GB royaume uni, grande bretagne, angleterre, ecosse, pays de galles
GB britain, great britain, england, scotland, wales
GN guinee conakry
HK hong kong
KM comores, comoros
MK macedoine
MM birmanie, burma
MO macao
MU ile maurice
NL hollande, holland
PS palestine, gaza, bande de gaza, gaza strip, cisjordanie, west bank
RE ile de la reunion
SV el salvador
SY syrie
SZ swaziland, eswatini
ST sao tome
TL timor leste
TR turkiye
TZ zanzibar
US etats unis d amerique, united states of america, maison blanche, white house, pentagone, pentagon
VA vatican, saint siege, holy see
VN vietnam
ZA afrique du sud
"""

ACRONYMS = {"RCA": "CF", "RDC": "CD", "DRC": "CD", "RCI": "CI", "USA": "US", "US": "US", "UK": "GB", "UAE": "AE"}
"""Counted only where they stand in capitals, and where not all of the text does."""

REGIONS = {
    "aes": ("ML", "BF", "NE"),
    "alliance des etats du sahel": ("ML", "BF", "NE"),
    "alliance of sahel states": ("ML", "BF", "NE"),
    "confederation des etats du sahel": ("ML", "BF", "NE"),
    "confederation of sahel states": ("ML", "BF", "NE"),
    "liptako gourma": ("ML", "BF", "NE"),
    "g5 sahel": ("ML", "BF", "NE", "TD", "MR"),
    "deux congos": ("CD", "CG"),
    "deux soudans": ("SD", "SS"),
}

CITIES = """
AO luanda
BF ouagadougou, bobo dioulasso
BI bujumbura, gitega
BJ cotonou, porto novo, parakou
BW gaborone
CD kinshasa, goma, lubumbashi, bukavu, ituri, nord kivu, north kivu, sud kivu, south kivu
CF bangui
CG brazzaville, pointe noire
CI abidjan, yamoussoukro, bouake
CM yaounde, douala
CN pekin, beijing
CV praia
DE berlin
DZ alger, algiers
EG le caire, cairo
ER asmara
ET addis abeba, addis ababa
FR elysee
GA libreville
GB londres, london
GH accra
GM banjul
GN conakry
GW bissau
GQ malabo
IL jerusalem, tel aviv
IN new delhi
IR teheran, tehran
IT rome
JP tokyo
KE nairobi
KM moroni
LR monrovia
LS maseru
LY tripoli, benghazi
MA rabat, casablanca
MG antananarivo
ML bamako, gao, tombouctou, timbuktu, kidal
MR nouakchott
MU port louis
MW lilongwe
MZ maputo, cabo delgado
NA windhoek
NE niamey, diffa, agadez, tillaberi
NG abuja, lagos, kano, borno
RU moscou, moscow, kremlin
RW kigali
SD khartoum, darfour, darfur
SL freetown
SN dakar, thies, casamance
SO mogadiscio, mogadishu
SS djouba, juba
SZ mbabane
TD n djamena, ndjamena
TG lome
TN tunis
TZ dodoma, dar es salaam
UA kiev, kyiv
UG kampala
US washington, new york, los angeles
ZA johannesburg, pretoria, cape town
ZM lusaka
ZW harare
"""

FRENCH_DEMONYMS = """
AE emirati
AO angolais
AR argentin
BE belge
BF burkinabe
BI burundais
BJ beninois
BR bresilien
BW botswanais
CA canadien
CD congolais
CF centrafricain
CH suisse
CI ivoirien
CM camerounais
CN chinois
CO colombien
CU cubain
CV capverdien
DE allemand
DJ djiboutien
DZ algerien
EG egyptien
ER erythreen
ES espagnol
ET ethiopien
FR francais
GA gabonais
GB britannique, anglais, ecossais
GH ghaneen
GM gambien
GN guineen
GQ equatoguineen
GW bissau guineen
HT haitien
IL israelien
IN indien
IQ irakien
IR iranien
IT italien
JP japonais
KE kenyan
KM comorien
KP nord coreen
KR sud coreen
LB libanais
LR liberien
LY libyen
MA marocain
MG malgache
ML malien
MR mauritanien
MU mauricien
MW malawite
MX mexicain
MZ mozambicain
NA namibien
NE nigerien
NG nigerian
NL neerlandais
PK pakistanais
PL polonais
PS palestinien
PT portugais
QA qatari, qatarien
RU russe
RW rwandais
SA saoudien
SC seychellois
SD soudanais
SL sierra leonais
SN senegalais
SO somalien
SS sud soudanais
SY syrien
TD tchadien
TG togolais
TN tunisien
TR turc
TZ tanzanien
UA ukrainien
UG ougandais
US americain, etats unien
VE venezuelien
VN vietnamien
ZA sud africain
ZM zambien
ZW zimbabween
"""

ENGLISH_DEMONYMS = """
AE emirati
AO angolan
BF burkinabe
BI burundian
BJ beninese
BR brazilian
BW botswanan
CA canadian
CD congolese
CF central african
CI ivorian
CM cameroonian
CN chinese
DE german
DJ djiboutian
DZ algerian
EG egyptian
ER eritrean
ES spanish
ET ethiopian
FR french
GA gabonese
GB british
GH ghanaian
GM gambian
GN guinean
IL israeli
IN indian
IQ iraqi
IR iranian
IT italian
JP japanese
KE kenyan
KP north korean
KR south korean
LB lebanese
LR liberian
LY libyan
MA moroccan
MG malagasy
ML malian
MR mauritanian
MU mauritian
MW malawian
MX mexican
MZ mozambican
NA namibian
NE nigerien
NG nigerian
PK pakistani
PS palestinian
PT portuguese
RU russian
RW rwandan
SA saudi
SC seychellois
SD sudanese
SL sierra leonean
SN senegalese
SO somali
SS south sudanese
SY syrian
TD chadian
TG togolese
TN tunisian
TR turkish
TZ tanzanian
UA ukrainian
UG ugandan
US american
ZA south african
ZM zambian
ZW zimbabwean
"""

AMBIGUOUS = (
    *("maurice", "dominique", "georgie", "georgia", "jordan", "grenade", "reunion", "la reunion", "saint martin"),
    *("jersey", "monaco", "salvador", "saint marin", "man", "sainte lucie"),
)
"""Names of countries that are more often a given name, a club, a weapon or a meeting."""

NOT_PLACES = (
    *("fleuve niger", "niger river", "delta du niger", "golfe de guinee", "gulf of guinea", "guinea pig"),
    *("lac tchad", "lake chad", "bassin du lac tchad", "ocean indien", "indian ocean", "mer de chine"),
    *(
        "south china sea",
        "sud americain",
        "sud americaine",
        "sud americains",
        "sud americaines",
        "latino americain",
    ),
    *("amerique centrale", "new york times", "washington post", "radio france", "france info", "jeune afrique"),
    *("tour de france", "air france", "france televisions", "new mexico", "nouveau mexique", "new england"),
    *("paris dakar", "rallye dakar", "dakar rally"),
)
"""Phrases that hold the name of a place and speak of something else."""

"""Names of places beyond those of CLDR: what newsrooms write, folded to plain letters.

Each line is a code and its names. A demonym of French or Portuguese is given in the masculine; its other
forms are made in gazetteer.py. An organisation stands for its members where it speaks as one state would and has
few of them (AES); ECOWAS, UEMOA, CEMAC, SADC and the African Union name no country, nor do their seats.
"""

ALIASES = """
AE emirats arabes unis, emirats, emirates, dubai, abou dhabi, abu dhabi
BA bosnie, bosnia
CD rd congo, rd du congo, republique democratique du congo, democratic republic of congo, dr congo, congo kinshasa
BF burkina
CF centrafrique, republique centrafricaine
CG congo, congo brazzaville, republique du congo, republic of congo
CI cote d ivoire, ivory coast
CV cap vert, cabo verde
CZ republique tcheque, tchequie, czech republic
EH sahara occidental
GB royaume uni, grande bretagne, angleterre, ecosse, pays de galles
GB britain, great britain, england, scotland, wales
ES canarias, iles canaries, canary islands, ceuta, melilla
GN guinee conakry
NG najeriya
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
GQ guinee equat, guinea ecuatorial
CD rdcongo, congo rdc, republica democratica do congo, rd do congo
ML في مالي, من مالي, شمال مالي, جنوب مالي, رئيس مالي, جمهورية مالي, جيش مالي
CD الكونغو الديمقراطية
US امريكا, الولايات المتحدة
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
AO luanda, benguela, huambo, cabinda
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
AF kaboul, kabul
AR buenos aires
AU canberra
BE anvers
BF ouahigouya, kaya, dori, djibo, koudougou, banfora, fada n gourma
BJ malanville, abomey, abomey calavi, natitingou, ouidah
BR brasilia, rio de janeiro, sao paulo
CA ottawa
CD kisangani, mbuji mayi, kananga, uvira, bunia, kasai, katanga, tshopo
CF bambari, bria, birao
CG dolisie, ouesso
CI korhogo, san pedro, bondoukou, odienne
CM bamenda, garoua, maroua, bafoussam, buea, kribi
CU la havane, havana
CV mindelo
DE munich, hambourg, hamburg
DZ oran, tamanrasset, kabylie, الجزائر العاصمة
EG alexandrie, القاهرة
ES madrid, barcelone, barcelona
ET tigray, amhara, oromia, አዲስ አበባ
FR paris, marseille, lyon, matignon, quai d orsay, باريس
GA port gentil, franceville
GE tbilissi, tbilisi
GH kumasi
GM serrekunda
GN nzerekore, kankan, labe, simandou
HT port au prince
IR تهران, طهران
IT milan, lampedusa
KE mombasa, kisumu, turkana
KP pyongyang
KR seoul
LB beyrouth, beirut
LY misrata, sebha, tobrouk, cyrenaique, fezzan, طرابلس
MA marrakech, tanger, fes, agadir, الرباط
MG toamasina, tamatave, tulear
ML segou, mopti, sikasso, kayes, menaka, bandiagara, taoudenni
MR nouadhibou
MW blantyre
MZ nampula
NE zinder, maradi, tahoua, dosso, arlit
NG ibadan, kaduna, zamfara, sokoto, port harcourt, katsina, maiduguri, benue
PK islamabad
PT lisbonne, lisboa, lisbon
QA doha
RU saint petersbourg
SA riyad, riyadh, ryad
SD port soudan, port sudan, el fasher, al fasher, el facher, omdurman, omdourman, kordofan, الخرطوم
SN ziguinchor, saint louis du senegal, touba, kaolack, matam, kidira
SO puntland, jubaland, مقديشو
SS malakal, bentiu
SY damas, damascus, alep, aleppo
TD abeche, moundou, sarh, adre
TG a kara, de kara, sokode, dapaong
TN sfax, sousse, carthage, gabes
TR ankara, istanbul
TZ arusha, mwanza
UA odessa, kharkiv
UG entebbe, gulu
US atlanta, chicago, texas, californie, california, floride, florida, wall street
UY montevideo
VE caracas
ZA durban, soweto, bloemfontein, kwazulu natal
ZM ndola, kitwe
ZW bulawayo
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

PORTUGUESE_DEMONYMS = """
AO angolano
AR argentino
BF burquinense
BI burundes
BJ beninense
BR brasileiro
CD congoles
CI marfinense, costa marfinense
CM camarones
CV cabo verdiano, caboverdiano
DZ argelino
EG egipcio
ES espanhol
ET etiope
FR frances
GA gabones
GH ganes
GM gambiano
GW bissau guineense, guineense
KE queniano
LR liberiano
LY libio
MA marroquino
MG malgaxe
ML maliano
MR mauritano
MU mauriciano
MZ mocambicano
NA namibiano
NG nigeriano
PT portugues
RU russo
RW ruandes
SD sudanes
SN senegales
SO somali
ST sao tomense, santomense
TD chadiano
TG togoles
TN tunisino
TZ tanzaniano
UA ucraniano
UG ugandes
ZA sul africano
ZM zambiano
ZW zimbabueano
"""

COMPOUNDS = """
CI ivoiro
CN sino
DZ algero
IL israelo
IR irano
RU russo
SN senegalo
TD tchado
"""
"""First halves of demonyms, as in “ivoiro-burkinabè”."""

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

AMBIGUOUS = frozenset(
    (
        *("maurice", "dominique", "georgie", "georgia", "jordan", "grenade", "granada", "reunion", "la reunion"),
        *("jersey", "monaco", "salvador", "saint marin", "saint martin", "man", "sainte lucie", "martinique"),
    )
)
"""Names of countries that are more often a given name, a club, a weapon or a meeting: only a label or what stands
before the colon of a title may mean the country."""

GIVEN_NAMES = frozenset({"chad", "kenya", "israel", "india", "china"})
"""Names of countries that mean a person where a capital follows: “Chad Mercer”."""

COMMON_WORDS = frozenset({"cadi", "gana", "gini", "ira", "oma", "sin", "feru", "مالي", "عمان"})
"""Names in one language that are everyday words, or cities, in another."""

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
    *("paris sportifs", "paris en ligne", "paris saint germain", "paris sg", "plaster of paris", "paris match"),
    *("financial times", "bassin du congo", "congo basin", "fleuve congo"),
    *("congo river", "fleuve senegal", "indian wells", "turkish airlines"),
    *("ethiopian airlines", "kenya airways", "royal air maroc", "american airlines", "french open"),
    *("paris dakar", "rallye dakar", "dakar rally"),
)
"""Phrases that hold the name of a place and speak of something else."""

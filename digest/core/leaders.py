"""Heads of state and of government of Africa's countries, by whose names newsrooms mean the country.

A table of its day: it says who was in office, or stood at the head of the state in fact, at the end of YEAR.
Change it with the news. A name that others bear as well stands with its given name. Folded to plain letters.
"""

YEAR = 2025

LEADERS = """
AO joao lourenco
BF ibrahim traore, capitaine traore, captain traore
BI ndayishimiye
BJ patrice talon, president talon
BW duma boko
CD tshisekedi, judith suminwa
CF touadera
CG sassou nguesso, sassou n guesso
CI alassane ouattara, president ouattara
CM paul biya, president biya
CV jose maria neves, ulisses correia e silva
DJ ismail omar guelleh, omar guelleh
DZ tebboune
EG al sissi, abdel fattah al sissi, abdel fattah el sisi, el sisi, al sisi
ER isaias afwerki, issayas afeworki
ET abiy ahmed
GA oligui nguema
GH john mahama, john dramani mahama, president mahama
GM adama barrow, president barrow
GN mamadi doumbouya, mamady doumbouya, general doumbouya
GQ teodoro obiang, obiang nguema
GW horta n tam, horta inta a
KE william ruto, president ruto
KM azali assoumani, president azali
LR joseph boakai, boakai
LS sam matekane, letsie iii
LY dbeibah, abdel hamid dbeibah, marechal haftar, khalifa haftar
MA mohammed vi, roi mohammed, king mohammed vi, aziz akhannouch, akhannouch
MG randrianirina
ML assimi goita, general goita, abdoulaye maiga
MR ould ghazouani, ghazouani
MU navin ramgoolam, ramgoolam
MW peter mutharika, mutharika
MZ daniel chapo
NA netumbo nandi ndaitwah, nandi ndaitwah
NE abdourahamane tiani, abdourahmane tiani, general tiani
NG tinubu
RW kagame
SC patrick herminie
SD al burhan, general burhan, al bourhane
SL maada bio
SN diomaye faye, bassirou diomaye, ousmane sonko, sonko
SO hassan sheikh mohamud, hassan cheikh mohamoud
SS salva kiir
ST carlos vila nova
SZ mswati iii, mswati, king mswati
TD mahamat idriss deby, mahamat deby, idriss deby itno
TG faure gnassingbe
TN kais saied
TZ samia suluhu
UG museveni, yoweri museveni
ZA ramaphosa, cyril ramaphosa
ZM hichilema
ZW mnangagwa
"""

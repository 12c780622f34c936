"""What mail servers write when they refuse, by reason: expressions for text without accents in lower case.

Where several fit, the first one decides. What is said against us stands before what is said about a mailbox:
“user unknown” in a reply that names a block list is not believed.
"""

import re
from typing import Final

_WHO = (
    r"(?:e-?mail )?(?:users?|accounts?|mailbox(?:es)?|recipients?|address(?:es)?|alias|destinataires?"
    r"|utilisateurs?"
    r"|adresses?|boite|compte|benutzer|empfanger|postfach|konto|usuario|destinatario|direccion|buzon|cuenta"
    r"|utente|casella|indirizzo|caixa|conta|endereco|gebruiker|adres|uzytkownik|skrzynka)"
)
_GONE = (
    r"(?:does ?n[o’']?t exist|do not exist|not exist|not found|not known|unknown|is invalid|invalid|non-?existent"
    r"|no longer (?:valid|available|exists|on|in|accepts)|not (?:a )?valid|not listed|undeliverable"
    r"|inconnue?s?|inexistante?s?|n.existe (?:pas|plus)|invalides?|introuvables?"
    r"|unbekannt|existiert nicht|nicht (?:gefunden|bekannt|vorhanden)|ungultig"
    r"|no existe|desconocid[oa]|no (?:se |fue )?encontrad[oa]|invalid[oa]|inexistente"
    r"|non esiste|sconosciut[oa]|non (?:e )?(?:valid[oa]|trovat[oa])|nao existe|desconhecid[oa]|nao encontrad[oa]"
    r"|bestaat niet|onbekend|nie istnieje|nieznan[ya])"
)
_SHUT = (
    r"(?:disabled|inactive|not active|suspended|deactivated|closed|expired|locked|frozen|discontinued|blocked"
    r"|not accepting (?:mail|messages|e-?mail)|desactivee?|inactif|suspendue?|fermee?|bloquee?|deaktiviert"
    r"|gesperrt|suspendid[oa]|desactivad[oa]|bloquead[oa]|disabilitat[oa]|desativad[oa])"
)

NO_SUCH_USER: Final = (
    rf"\b{_WHO}\b[^.;]{{0,60}}?\b{_GONE}",
    r"\b(?:unknown|no such|invalid|non-?existent|bad|unrouteable) (?:or \w+ )?(?:local |destination |email )?"
    r"(?:users?|recipients?|address|mailbox|account|person|here)",
    r"\bno (?:mailbox|account|user) (?:here|by|with|under) (?:by )?th(?:at|is)",
    r"\bdoesn.t have an? \S{1,60} account",
    r"\bunknown local-?part\b|\brecip(?:ient)?notfound\b|\bnot listed in (?:\w+ ){0,3}(?:directory|address book)",
    r"\bnot our customer|\bno such person|\bnot a known user|\bis not a valid (?:user|mailbox|recipient)",
    r"\bthere is no (?:one|such|user|mailbox|account)\b",
    r"(?:пользовател|адрес|ящик|получател).{0,40}(?:не существует|не наиден|неизвест|несуществующ)",
    r"(?:用户|收件人|邮箱|帐号).{0,10}(?:不存在|无效)|宛先.{0,20}(?:不明|存在しません)",
)

REASONS_IN_WORDS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("temporary", (r"\buser you are trying to contact is receiving mail",)),  # about one mailbox of Gmail
    (
        "restricted",
        (
            r"\bresolver\.rst\.(?:auth|not|recip|send)|\bonly accepts? (?:mail|messages|e-?mail) from",
            r"\b(?:blocked|rejected|refused) by (?:the |this )?(?:recipient|addressee|user)\b",
            r"\brestricted to (?:send|members)|\bmembers only\b|\bnot (?:in|on) .{0,30}(?:white|allow"
            r"|safe)[ -]?list",
            r"\bdoes not accept (?:mail|messages|e-?mail) from (?:you|this sender|unknown|external)",
        ),
    ),
    (
        "authentication",
        (
            r"\b(?:spf|dkim|dmarc|arc|sender[ -]id|sender policy framework)\b",
            r"\b(?:reverse|rdns|ptr|fcrdns)\b.{0,30}\b(?:dns|record|lookup|hostname|name|missing|entry)"
            r"|\bno ptr\b",
            r"\bfind your (?:reverse )?hostname|\bunauthenticated\b|\bauthentication (?:checks?|results?|info)",
            r"\bhelo\b.{0,40}\b(?:reject|invalid|not found)|\bhost name is invalid",
        ),
    ),
    (
        "relaying",
        (
            r"\brelay(?:ing)?\b.{0,30}\b(?:denied|not (?:permitted|allowed|authori)|prohibited|refused|rejected)",
            r"\b(?:unable|not (?:permitted|allowed|able|authori[sz]ed)|do(?:es)? not|refus\w+"
            r"|won.t) (?:to )?relay",
            r"\bno relaying|\brelais (?:refuse|interdit)|\brcpthosts\b|\bnot a relay",
            r"\bauthentication (?:is )?required|\bmust (?:be )?(?:issue|authenticate)|\bnot authenticated",
        ),
    ),
    (
        "blocked",
        (
            r"\b(?:spamhaus|spamcop|barracuda|sorbs|abusix|uceprotect|invaluement|senderscore|surbl|uribl|spfbl)",
            r"\b(?:block|black|deny)[ -]?list|\b(?:dns|r)bls?\b|\bliste noire|(?<!not )\blisted (?:at|in|by|on)\b",
            r"\breputation\b|\bbanned\b|\b(?:s3140|s3150|fblw15|tss\d\d|ofr_?\d*_?(?:506|999))\b",
            r"\b(?:your|sending|this|client|source|sender|votre)(?: \w+)? (?:ip|host|server|network|domain"
            r"|adresse ip)"
            r"\b.{0,80}\b(?:block|reject|denied|refused|not (?:allowed|accepted)|bloque|refuse)",
            r"\bblocked (?:using|by|for|from|due|because)|\b(?:connection|mail|message) (?:has been "
            r"|was )?blocked",
            r"\bnot accept(?:ing)? (?:any )?(?:mail|messages|connections|e-?mail) from (?:your|this|ip|host)",
            r"\bdue to (?:user )?complaints|\bhigh volume of complaints|\babus(?:e|ive)\b.{0,40}\b(?:ip|host"
            r"|sender)",
        ),
    ),
    (
        "rate limited",
        (
            r"\btoo many (?:messages|connections|recipients|e-?mails|mails|sessions|concurrent|simultaneous"
            r"|errors)",
            r"\brate[ -]?limit|\bthrottl|\bslow(?:ing)? down\b|\btoo (?:fast|quickly|frequent)|\bunusual rate",
            r"\bunexpected volume|\bexcee\w+ .{0,40}\b(?:rate|hourly|daily|per (?:hour|day|minute)|sending)",
            r"\b(?:hourly|daily|sending) (?:\w+ )?(?:limit|quota)|\bconnection(?:s| rate| frequency)? limit",
            r"\btrop de (?:messages|connexions|mails)|\bmessage (?:rate|frequency)\b|\bdemasiad[oa]s mensajes",
            r"\bofr_?004_?104|\breputation limit|\bzu viele (?:nachrichten|verbindungen)",
        ),
    ),
    (
        "spam",
        (
            r"spam\b|\bspam|\bjunk (?:e-?)?mail|\bunsolicited|\bpourriel|\bindesirable|\bbulk mail|\bvirus\b",
            r"\bmalware|\bphish|\bsuspicious|\bmalicious|\bcontent (?:was |is )?(?:reject|denied|filter|policy"
            r"|block)",
            r"\b(?:rejected|refused|blocked) (?:by|due to|because of) (?:the |its |message )?content",
        ),
    ),
    (
        "mailbox full",
        (
            r"\bover (?:the |its |their )?(?:\w+ )?quota",
            r"\bover ?quota|\bquota\b.{0,20}\b(?:exceed|full|violation|reached|depasse|superad|excedid"
            r"|uberschritten)",
            r"\bexceed\w* .{0,30}\b(?:quota|storage|mailbox size)|\bmailbox size limit|\bnot enough (?:space"
            r"|storage)",
            r"\b(?:mail ?box|inbox|mail ?folder|account)\b.{0,30}\b(?:is |was )?full\b|\bfull mailbox",
            r"\bout of (?:storage|disk|space)|\binsufficient (?:disk |storage|space|mailbox)|\bdisk quota",
            r"\bboite\b.{0,40}\b(?:pleine|saturee)|\bespace .{0,20}insuffisant|\bpostfach\b.{0,40}\b(?:voll"
            r"|uberfullt)",
            r"\bbuzon .{0,30}llen[oa]|\bcasella .{0,30}piena|\bcaixa .{0,30}(?:cheia|lotada)|\bprzepelniona",
            r"ящик.{0,30}переполнен|邮箱.{0,10}(?:已满|满)|容量",
        ),
    ),
    (
        "mailbox disabled",
        (
            rf"\b{_WHO}\b(?! (?:unknown|not found))[^.;]{{0,40}}?\b{_SHUT}",
            rf"\b{_SHUT} (?:user|account|mailbox|recipient)",
            r"\bmailbox (?:is )?(?:temporarily )?(?:unavailable|not available).{0,20}\b(?:disabled|suspended)",
        ),
    ),
    ("greylisted", (r"\bgr[ea]y ?-?list|\bpostgrey|\bliste grise|\b(?:try again|retry) (?:in|after) \d",)),
    (
        "too big",
        (
            r"\b(?:message|mail|e-?mail|size|taille|nachricht|mensaje)\b.{0,40}\b(?:too (?:big|large|long)"
            r"|exceed)",
            r"\btoo (?:big|large) (?:message|mail)|\b(?:message )?size limit|\bmaximum (?:message )?size",
            r"\bmessage (?:trop|est trop) (?:gros|grand|volumineux|long)|\bnachricht .{0,20}zu gross",
        ),
    ),
    # Microsoft says so of an unknown recipient, and of one that it does not know yet.
    ("unknown", (r"\brecipient address rejected: access denied",)),
    (
        "policy",
        (
            r"\bsender (?:\S+ )?(?:address )?(?:reject|verif|denied|refused|invalid|unknown|domain)",
            r"\b(?:invalid|unknown|bad|unverified) sender|\bsender\b.{0,40}\b(?:not exist|not found|callout)",
            r"\bpolic(?:y|ies)\b|\bpolitique\b|\bprohibited|\badministrative|\bnot authori[sz]ed",
            r"\baccess (?:is )?denied|\b(?:starttls|tls|encryption)\b.{0,30}\b(?:required|needed|must)",
        ),
    ),
)

NO_SUCH_HOST: Final = (
    r"\b(?:host|domain)(?: or domain)?(?: name)?\b[^.;]{0,60}?\b(?:not found|unknown|not exist|doesn.t exist"
    r"|invalid"
    r"|inconnu|no longer|has no mail|not accept mail)",
    r"\b(?:no such|unknown|unresolvable|bad destination|invalid) (?:host|domain|mail exchanger|system)",
    r"\bname or service not known|\bnxdomain|\bnull ?mx\b|\bno (?:valid )?mx\b|\bno mail ?(?:exchange"
    r"|server) (?:for|found)",
    r"\ball relevant mx records point to non-?existent|\bdomaine (?:inconnu|inexistant|introuvable)",
)

NOT_NOW: Final = (
    r"\btemporar|\btry (?:again|later)|\bplus tard|\bretry\b|\btime(?:d)?[ -]?out|\bdelay|\bexpired\b"
    r"|\bunreachable",
    r"\bconnection (?:refused|reset|lost|closed|died)|\bnetwork error|\bservice (?:not available|unavailable)",
    r"\bname (?:service|server) (?:error|failure)|\bserver (?:busy|error|down)"
    r"|\bresources? (?:temporarily )?unavail",
)

WRONG_COMMAND: Final = (
    r"\bsyntax error|\bbad sequence|\bcommand (?:not|un)\b|\bunrecogni[sz]ed|\bline (?:is )?too long"
    r"|\bnested mail",
    r"\bbare (?:lf|cr)|\bmissing (?:from|date|message-id|header)|\brfc ?\d{3,4}\b|\bmalformed",
)


def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression that fits where one of `patterns` does."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))

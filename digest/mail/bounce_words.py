"""Bounce words: how mail systems and people's absence notices speak, in many languages."""

import re

STATUS_CODE = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
"""An enhanced status code, and no address of a host."""
SMTP_CODE = re.compile(r"(?<![\d.:/=#-])([45]\d\d)(?=[ \t:;,-]+\D|[ \t-]+[245]\.\d|$)", re.M)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I)


DAEMON = _any(
    r"mailer[-_. ]?daemon|mail[-_. ]?daemon|maildaemon|mdaemon|postmaster|mail[-_. ]?delivery|mail[-_. ]?deliver",
    r"mail[-_. ]?(?:sub)?[-_. ]?system|mail[-_. ]?admin|mail[-_. ]?router|delivery[-_. ]?(?:sub)?system",
    r"undeliver",
    r"bounce|système de (?:messagerie|courrier)|complaints@|feedback(?:loop)?@|mail[-_.]?service",
    r"smtp(?:d|-gw|gateway)",
    r"^\s*<>\s*$|почтов|メール配送|系统退信|邮件系统",
)

FAILURE_SUBJECT = _any(
    r"un-?deliver(?:ed|able|y)|non?[- ]?deliver(?:y|able|ed)|(?:mail|message|e-?mail)? ?not (?:be )?delivered",
    r"deliver[yi]\w* (?:status|failure|failed|error|problem|report|has failed|notification|unsuccess)",
    r"(?:mail|message|delivery|transmission|sending)\S* (?:\w+ )?(?:fail|error|problem)",
    r"failure (?:notice|report|deliver)",
    r"fail(?:ed|ure) (?:\w+ ){0,3}deliver|unable to deliver|could ?n[o']t be (?:delivered|sent)",
    r"can ?n[o']t (?:be )?(?:send|sent|deliver)",
    r"returned (?:mail|message|e-?mail|to sender)|mail(?:er)? return|return(?:ed)? undeliv",
    r"message (?:bounced|rejected|refused)",
    r"rejected (?:mail|message|posting)|(?:mail|message) (?:was )?rejected",
    r"bounce(?:d|s)? (?:mail|message|notif)|user unknown",
    r"undelivered mail returned|warning: (?:could not|message|e-?mail)|delayed? (?:mail|message|delivery)",
    r"nondeliverable",
    r"(?:message|mail|e-?mail|delivery) (?:\w+ )?delay|still trying|not yet been delivered",
    r"permanent (?:error|failure)",
    r"non remis|non distribu|(?:échec|echec) d|impossible (?:de|à) (?:remettre|distribuer|livrer)",
    r"n['’]a pas pu être (?:remis|distribu|livr)",
    r"avis de non[- ]|retour (?:de|à l)['’ ](?:courrier|expéditeur)|rapport de (?:non-)?remise",
    r"message en attente",
    r"unzustellbar|nicht zustellbar|nicht zugestellt|zustellung\w* (?:fehl|nicht|verz)|unzustellbarkeit",
    r"zustellfehler|zustellbericht|fehlgeschlagen",
    r"no (?:se )?(?:pudo|ha podido|puede) (?:ser )?(?:entreg|envi)|no entregado|no se puede entregar",
    r"devuelto|error de entrega|fallo (?:en|de) (?:la )?entrega|imposible entregar",
    r"n[aã]o (?:foi )?(?:entregue|p[oô]de ser)|n[aã]o é possível entregar|falha (?:na|de) entrega|devolvid",
    r"notificação de falha|não entregue",
    r"impossibile (?:recapit|consegn)|mancat[ao] (?:recapito|consegna)|non recapit",
    r"errore (?:di|nella) consegna|mancato recapito",
    r"niet (?:bezorgd|afgeleverd)|onbestelbaar|bezorging mislukt|kan niet worden bezorgd|niet te bezorgen",
    r"недостав|не доставлен|не удалось доставить|невозможно доставить|ошибка доставки|возвращен",
    r"niedostarcz|nie (?:można|udało|dostarcz)|nedoruč",
    r"تعذر|فشل|لم يتم (?:تسليم|التسليم)|غير قابل للتسليم",
    r"退信|无法投递|投递失败|无法送达|未送达|配信不能|配信エラー|送信できません|エラー|전송 ?실패|반송",
    r"teslim edilemedi|iletilemedi|kan ikke leveres|ikke leveret|ikke levert|kunde inte levereras",
    r"ej levererat|olevererbart|ei voitu toimittaa",
)

FAILURE_WORDS = _any(
    r"(?:could|can|was|is|has|have|did|were|will|be)\s?(?:not|n['o]t)\s+(?:\w+\s+){0,2}(?:deliver|reach|sent|accepted|relay|send)",
    r"unable to (?:deliver|send|relay|reach)|undeliver(?:able|ed)|wasn['’]t able to deliver|was unable to",
    r"can['’]t deliver|permanent(?:ly)? (?:fatal )?(?:error|fail)",
    r"delivery (?:\w+ ){0,4}(?:failed|error|failure)|failed (?:to deliver|permanently|recipient)",
    r"giving up|i['’]m afraid i wasn|returned to (?:you|sender)|no such (?:user|recipient|mailbox|address)",
    r"user (?:\S+ )?(?:unknown|not found|does)|unknown (?:user|recipient|address|local)",
    r"mailbox (?:\S+ )?(?:is )?(?:full|unavailable|not found|disabled|does)|over ?quota|quota exceeded",
    r"exceed\w* (?:\w+ ){0,4}quota|rejected|bounced|transcript of session",
    r"doesn['’]t (?:have|exist)|does not (?:exist|have)|n['’]existe pas",
    r"pas pu être (?:remis|distribu|délivr|livr|envoy|transm|achemin)",
    r"n['’]a pas été (?:remis|distribu|délivr)|impossible de (?:remettre|distribuer|livrer|délivrer)",
    r"destinataire inconnu|boîte (?:aux lettres |de réception )?(?:\w+ )?pleine",
    r"nicht (?:zugestellt|ausgeliefert|zustellbar|gesendet)|konnte nicht|existiert nicht|unzustellbar",
    r"unbekannt|postfach (?:\w+ )?voll",
    r"no (?:se )?(?:pudo|ha podido|puede|existe|fue)|no entregado|n[aã]o (?:pôde|pode|foi|existe|p[oô]de)",
    r"non (?:è stato|esiste|può|è possibile)|impossibile|sconosciuto|desconocid|desconhecid",
    r"не (?:может|удалось|был|существует|доставлен|найден)|недостав|переполнен",
    r"niet (?:worden |kunnen )?(?:bezorg|afgelever)|nie (?:istnieje|został|można|udało)",
    r"تعذر|لم يتم|فشل|غير موجود",
    r"無法|无法|未能|失败|不存在|できません|できなかった|見つかりません|配信不能|존재하지|실패",
    r"bulunamad|teslim edil|kunde inte|finns inte|ikke (?:leveres|levert|leveret|sendes|findes|finnes)|ei voitu",
)

DELAY_WORDS = _any(
    r"(?:will|shall) (?:\w+ ){0,4}(?:continue|keep|be|attempt|retr)\w* (?:\w+ ){0,4}(?:try|attempt|retr|deliver)",
    r"still (?:be(?:ing)? )?(?:trying|retri|attempt|queued|in the queue)",
    r"warning[: ]+(?:only|could not|message)|this is a warning message",
    r"do not need to (?:re-?send|do anything)|no need to re-?send|no action is required on your part",
    r"not yet (?:been )?(?:delivered|able)|(?:has|have|is|was|been) (?:\w+ )?delayed|delivery delay",
    r"temporarily delayed|will be retried|continue trying|delay(?:ed)? (?:mail|message|deliver)",
    r"incomplete delivery",
    r"sera (?:\w+ )?(?:réessay|retent)|nouvelle(?:s)? tentative|retardé|tentatives (?:\w+ ){0,4}continu",
    r"verzögert|erneut (?:versuch|zu)|weiter(?:hin)? versuch|se (?:seguirá|volverá a)",
    r"seguir[aá] intentando|retras|retenta|continuar[aá] tentando|atrasad|verrà ritentat|ritard",
    r"будут? продолж|задержан|повторн",
)
GAVE_UP = _any(
    r"giv(?:ing|en) up|gave up|permanent|too long|expired|(?:final|last) (?:attempt|failure)",
    r"retry time(?:out)? (?:not reached|exceeded)|retry timeout|been returned|abandon",
    r"no longer (?:try|attempt)|unrecoverable|timeout exceeded|failed after",
)

ABSENT_SUBJECT = _any(
    r"^\s*(?:auto(?:matic|mated)?[ -]?(?:re(?:ply|sponse|ply:)|antwort|svar)\b|autoreply|auto-?respon|auto\s?:)",
    r"out of (?:the )?office|\booo\b|vacation|on holiday|away from (?:my|the) (?:mail|office|desk)",
    r"on leave\b|i am away|i['’]m away|is away|no longer with|has left the",
    r"automatic(?:ally)? generated reply|auto(?:mated)? (?:reply|response)",
    r"thank you for (?:your|contacting)|we have received your",
    r"r[ée]ponse automatique|absence du bureau|absent[e]? du bureau|en cong[ée]s?\b|message d['’]absence",
    r"notification d['’]absence|(?:je suis |suis )?absente?\b|accus[ée] de r[ée]ception",
    r"abwesenheit|automatische (?:antwort|r[üu]ckantwort)|nicht im (?:b[üu]ro|haus)",
    r"bin (?:im urlaub|abwesend)|urlaub|eingangsbest[äa]tigung",
    r"respuesta autom[áa]tica|fuera de (?:la )?oficina|ausencia|de vacaciones|ausente",
    r"resposta autom[áa]tica|fora do escrit[óo]rio|aus[êe]ncia|de f[ée]rias|risposta automatica",
    r"fuori (?:sede|ufficio)|in ferie|assenza",
    r"automatisch antwoord|afwezig|niet aanwezig|autosvar|automatisk svar|frånvar|fravær|ikke på kontoret",
    r"poissa(?:olo)?|automaattinen vastaus|automatyczna odpowied|nieobecno|poza biurem",
    r"automatick[áa] odpov|v nepř[íi]tomnosti|otomatik (?:yanıt|cevap)|ofis dışında",
    r"автоответ|автоматический ответ|нет на месте|вне офиса|в отпуске|отсутств|رد تلقائي|الرد التلقائي",
    r"خارج المكتب|إجازة|自動返信|自動応答|不在|自动(?:回复|答复)|外出|自動回覆|부재|자동 ?(?:응답|회신)",
)

UNSUBSCRIBE_SUBJECT = re.compile(
    r"\s*(?:re\s*:\s*)?(?:unsubscribe|désabonn\w*|desabonn\w*|désinscri\w*|desinscri\w*|remove)\b.{0,40}", re.I
)

COMPLAINT_SUBJECT = _any(
    r"^\s*(?:fw: )?(?:e-?mail feedback report for ip|complaint about message from)",
    r"^\s*(?:(?:abuse|spam) (?:report|complaint)|(?:customer )?complaint (?:from|received|about))",
    r"^\s*feedback loop",
)

# ruff: noqa: E501 - a pattern is read line by line, one language or one program each.
"""The words by which machines give themselves away, in the languages our customers' machines speak."""

import re


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{alternative})" for alternative in alternatives), re.IGNORECASE)


DAEMON = _any(
    r"^(?:mailer[-_.]?daemon|mail[-_.]?daemon|mdaemon|postmaster|mail[-_.]delivery|maildelivery|bounces?|mailerdaemon)"
    r"(?:[-+_=.][^@]*)?(?:@|$)",
    r"^(?:mail-delivery-(?:subsystem|system)|mail-administrator|internet-mail-delivery)",
    r"^microsoft-(?:exchange|outlook)$",
    r"^microsoftexchange[0-9a-f]{20,}",
)
NOREPLY = _any(r"(?:^|[-_.+])(?:no|do[-_.]?not|not?)[-_.]?reply(?:[-_.+]|\d*@)", r"^donotreply", r"^noreply")
REPLYING = re.compile(r"\s*(?:re|aw|sv|antw|답장|회신|fw|fwd|wg|전달)\s*(?:\[\d+\])?\s*[:：]", re.IGNORECASE)

_AUTO_REPLY = (
    r"auto(?:matic|mated|matische|matisch)?[- ]?(?:reply|response|responder|antwort|svar|antwoord|odpowiedź)"
    r"|auto:|r[ée]ponse automatique|respuesta autom[áa]tica|risposta automatica|resposta autom[áa]tica"
    r"|自動(?:返信|応答|回复|回覆)|自动(?:回复|答复)|자동 ?(?:회신|응답|답장|답변)(?: ?메일)?"
)
_OFFICE = (
    r"out[- ]of[- ](?:the[- ])?office(?:[- ](?:auto)?[- ]?reply|[- ]autoreply)?|ooo|vacation(?: (?:reply|notice|message))?"
    r"|abwesen(?:heit|d)[^:]{0,30}|absence(?: du bureau)?|fuera de (?:la )?oficina|fuori sede|afwezig(?:heid)?"
)
_AWAY = r"부재 ?중?(?: ?(?:자동 ?(?:회신|응답|답장)|알림|안내|메일))*|휴가 ?중?(?: ?(?:안내|알림|자동 ?(?:회신|응답)))*|不在(?:通知|のお知らせ)?"
ABSENCE_SUBJECT = re.compile(rf"\s*(?:[\[【(]\s*)?(?:{_AWAY})?\s*(?:{_AUTO_REPLY}|{_OFFICE})\s*(?:[\]】)]|[:：]|[-–—]|$)", re.IGNORECASE)
#: "부재중이라 택배를 못 받았어요" and "[부재중] 경비실에 맡겨 주세요" are customers: these words need the body's word for it.
AWAY_SUBJECT = re.compile(rf"\s*(?:[\[【(]\s*)?(?:{_AWAY})\s*(?:[\]】)]|[:：]|$)", re.IGNORECASE)
AWAY = _any(
    r"휴가|출장|자리를? ?비[우웁워]|복귀|연차|휴직|퇴사|(?:회신|답변|답장|확인)[이은을]? ?(?:어렵|늦|불가|지연)|(?:돌아|다녀)와서",
    r"休暇|外出|戻り次第|休假|出差",
)
ABSENCE = _any(
    r"out of (?:the )?office",
    r"(?:on|currently on|away on) (?:annual |parental |maternity |sick )?(?:leave|vacation|holiday)",
    r"(?:am|be|is|currently) away (?:from|until|on)",
    r"limited access to (?:my )?e-?mail",
    r"(?:nicht|wieder) im (?:b[üu]ro|hause)|abwesen|im urlaub",
    r"en cong[ée]s?|absente? (?:du|jusqu)",
    r"de vacaciones|fuera de (?:la )?oficina",
    r"부재 ?중|휴가 ?(?:중|기간|로|입니다)|출장 ?(?:중|으로)|자리를? ?비[우웁워]|연차|휴직|육아 ?휴|퇴사|복귀",
    r"不在|休暇|外出中|休假|出差",
    r"\bvacation\b",
)
AUTO_SUBJECT = re.compile(rf"^\s*(?:[\[【(]\s*)?(?:{_AUTO_REPLY})\s*(?:[\]】)]|[:：])", re.IGNORECASE)
RECEIPT_SUBJECT = re.compile(
    r"\s*(?:(?:read|return receipt|read receipt|gelesen|lu|leído|letto|읽음|수신 ?확인|開封済み|已读)\s*[:： (]"
    r"|(?:relayed|delivered|expanded)\s*:|delivery status notification \((?:success|relay))",
    re.IGNORECASE,
)

BOUNCE_SUBJECT = _any(
    r"undeliver(?:ed|able)",
    r"delivery (?:status notification|has failed|failure|failed|report|notification|problem|error)",
    r"(?:mail|message|e-?mail) (?:delivery )?(?:failed|failure|error|could not be delivered|not delivered)",
    r"(?:mail|message) system error",
    r"failure notice|failed delivery|returned mail|returned to sender|non[- ]?deliver|could not (?:be )?(?:send|deliver)",
    r"unzustellbar|unzustellbarkeit|nicht zugestellt|non remis|[ée]chec de (?:la )?remise|no se pudo entregar",
    r"반송|(?:발송|전송|배달|전달|송신|수신)[^\s]{0,3} ?(?:이|을|를)? ?(?:실패|불가|오류|되지 ?(?:않|못))|배달되지|전송되지|전달되지",
    r"配信不能|配信エラー|送信エラー|宛先不明|退信|无法投递|投递失败",
)
BOUNCE_TEXT = _any(
    r"(?:delivery|message|mail) (?:to|for) [^\n]{0,200}(?:failed|could not)",
    r"could ?n[o']t (?:be )?deliver|unable to deliver|not (?:be |been )?deliver(?:ed|able)|undeliverable",
    r"permanent (?:fatal )?(?:error|failure)|delivery (?:has |have )?failed|failed permanently|gave up on",
    r"user unknown|unknown user|no such (?:user|address|recipient)|(?:address|recipient)[^\n]{0,40}(?:not found|rejected)"
    r"|mailbox (?:is )?(?:full|unavailable|not found)|does(?:n't| not) exist|(?:over|exceeded)[^\n]{0,20}quota",
    r"(?:발송|전송|배달|전달|송신|수신)[^\n]{0,12}(?:실패|불가|되지 ?(?:않|못)|못)|반송|존재하지 ?않는|휴면|용량[^\n]{0,20}초과",
    r"配信(?:できません|不能)|無法投遞|无法投递",
)
DELAYED = _any(
    r"(?:delivery status notification|dsn)[^\n]{0,5}\(delay",
    r"delivery[^\n]{0,40}(?:delayed|deferred)|(?:message|mail)[^\n]{0,30}(?:delayed|still undelivered|not yet been delivered)",
    r"could not send message for past|warning: (?:could not|message)|this is a warning message only",
    r"(?:will|we'll) (?:keep|continue)[^\n]{0,20}try|no action is required on your part",
    r"(?:전송|배달|발송|전달)[^\n]{0,6}지연|계속 ?(?:재)?시도",
)

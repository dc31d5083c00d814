# ruff: noqa: E501 - a pattern is read line by line, one language or one program each.
"""How mail programs announce the mail they quote, and how people and programs sign."""

import re

QUOTE_MARK = re.compile(r"\s{0,3}((?:>\s?|&gt;\s?)+)")
DASHES = r"[-_=*─━—–\[\]<>【】( ]"

_ORIGINAL = (
    r"original (?:message|mail|appointment|e-?mail)|reply message|원본 ?(?:메시지|메세지|메일|내용|이메일)|원문(?: ?메일)?"
    r"|(?:받은|보낸) ?메일 ?(?:내용)?|이전 ?(?:메일|메시지)|ursprüngliche (?:nachricht|e-?mail)|message (?:d'|d’)origine|message original"
    r"|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|oprindelig meddelelse"
    r"|original(?:meddelande|nachricht)|ursprungligt meddelande|(?:wiadomość oryginalna|oryginalna wiadomość|pierwotna wiadomość)"
    r"|opprinnelig melding|alkuperäinen viesti|исходное сообщение|(?:元の|オリジナル)メッセージ|原始邮件|原始郵件|邮件原件"
)
_FORWARD = (
    r"forwarded (?:message|mail|by)[^-]{0,80}|(?:전달|포워드)(?:된|한)? ?(?:메시지|메세지|메일|이메일)(?: 시작)?|weitergeleitete (?:nachricht|mail)"
    r"|message (?:transféré|réexpédié)|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|videresendt (?:meddelelse|besked)"
    r"|vidarebefordrat (?:meddelande|brev)|przekazana wiadomość|пересылаемое сообщение|転送(?:された)?(?:メッセージ|メール)|转发(?:的)?邮件|轉寄郵件"
)
#: `-----Original Message-----` and its kin: everything below is the old mail.
ORIGINAL = re.compile(rf"\s*{DASHES}{{2,}}\s*(?:{_ORIGINAL})\s*:?\s*{DASHES}*\s*$", re.IGNORECASE)
FORWARD = re.compile(rf"\s*{DASHES}{{2,}}\s*(?:{_FORWARD})\s*:?\s*{DASHES}*\s*$", re.IGNORECASE)
FORWARD_LINE = re.compile(
    r"\s*(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|début du message (?:réexpédié|transféré)"
    r"|inizio messaggio inoltrato|start doorgestuurd bericht|inicio del mensaje reenviado"
    r"|전달된 (?:메시지|메일)(?: 시작)?|転送されたメッセージ|开始转发的邮件)\s*[:：]\s*$",
    re.IGNORECASE,
)
#: Software that announces without dashes, and the line above which customers are asked to write.
ANNOUNCED = re.compile(
    r"\s*\[?original message processed by david"
    r"|.{0,20}(?:type|write|enter|reply|respond|add)[^\n]{0,20} above this line"
    r"|.{0,20}(?:이|아래) ?(?:줄|선|라인) ?위(?:에|쪽에|로) ?[^\n]{0,12}(?:답장|회신|작성|입력)",
    re.IGNORECASE,
)
#: Cheap questions that most lines of a long mail answer with no.
MAY_ANNOUNCE = re.compile(
    r"\s*[-_=*─━—–~\u2500-\u257f\[<【(>|]|[^:：]{1,25}[:：]|.{0,40}(?:above this line|위에|위쪽|위로|processed by)",
    re.IGNORECASE,
)
MAY_END = (":", "：", "작성", "글", "다", "다.")
RULE = re.compile(r"\s*[-_=*─━—~\u2500-\u257f]{5,}\s*$")

_DATE = (
    r"(?:\d{4}\s*[-./年년]\s*\d{1,2}\s*[-./月월]\s*\d{1,2}|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}"
    r"|\d{1,2}\.?\s*(?:de\s+)?[A-Za-zÀ-žА-я]{3,12}\.?,?\s*(?:de\s+)?\d{4}|[A-Za-zÀ-ž]{3,12}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}:\d{2})"
)
HAS_DATE = re.compile(_DATE)
_ADDRESS = r"<?[^\s<>@]{1,100}@[^\s<>@]{1,200}>?"
_VERB = (
    r"wrote|writes|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|napisał(?:a|\(a\))?|nadesłał|napsala?\(?a?\)?"
    r"|kirjoitti|írta|пишет|написала?|a scris|yazdı"
)
#: Neither date nor verb, so nobody wrote anything.
MAY_ATTRIBUTE = re.compile(rf"{_DATE}|{_VERB}|작성|쓴 글|쓰신 글", re.IGNORECASE)
#: One joined line of one to four; it begins like a date or a preposition, and ends by saying that someone wrote.
ATTRIBUTION = re.compile(
    rf"(?=.{{0,200}}?(?:{_DATE}))(?:on|am|le|el|il|op|dnia|den|em|dne|w dniu|"
    rf"(?:mon|tue|wed|thu|fri|sat|sun|man|tir|ons|tor|fre|lør|søn|mån|tis|lör|sön|ma|di|wo|do|vr|za|zo|mo|mi|sa|so)[a-zåäöø]{{0,8}}\.?,?|"
    rf"\d).{{0,400}}?(?:{_VERB})\b.{{0,200}}:$"
    rf"|(?=.{{0,300}}?(?:{_DATE})).{{1,300}}\s(?:wrote|writes|schrieb|a écrit|skrev|schreef|napisał(?:\(a\))?)\s?:$"
    rf"|.{{1,120}}{_ADDRESS}\s{{0,3}}(?:wrote|writes|schrieb|a écrit|skrev|schreef)\s?:$",
    re.IGNORECASE,
)
#: East Asian programs: a date, maybe an address, and a verb or just a colon at the end.
ASIAN_ATTRIBUTION = re.compile(
    rf"(?=.{{0,200}}?(?:{_DATE}))(?:.{{1,300}}?(?:"
    r"(?:님이|님께서|님의|이\(가\)|님|이|가|>)?\s{0,3}(?:작성(?:하였습니다|했습니다|하셨습니다|한 ?글|함|됨)?|쓴 ?글|쓰신 ?글|쓰셨습니다|썼습니다|적었습니다"
    r"|보낸 ?(?:글|메일|메시지)|보냈습니다|보내신 ?(?:글|메일)|말씀하셨습니다|말|메시지|메일)"
    r"|写道|寫道|写了|作成|のメッセージ|のメール|さんは書きました|は書きました|wrote)\s{0,3}[:：]"
    rf"|(?:\d|[^\n]{{0,20}}\d{{4}}).{{1,300}}{_ADDRESS}\s{{0,3}}[:：])$"
    rf"|(?=.{{0,200}}?(?:{_DATE})).{{1,300}}>?\s{{0,3}}(?:님이|님께서|이\(가\))\s{{0,3}}(?:작성|쓴 글|쓰신 글|작성했습니다|작성하였습니다|썼습니다)\.?$"
    rf"|.{{0,100}}{_ADDRESS}\s{{0,3}}(?:님이|님께서)\s{{0,3}}(?:작성|쓴 글|쓰신 글)[^\n]{{0,10}}[:：]$"
)

ROLES = {
    "from": "from|von|de|da|van|fra|från|od|보낸 ?사람|보낸 ?이|보낸이|발신(?:자|인)?|差出人|送信者|发件人|寄件者|寄件人|от|mittente|remitente|expéditeur",
    "date": "sent|date|gesendet|datum|envoyé|enviado(?: el)?|inviato|data|verzonden|sendt|dato|skickat|wysłano|fecha|보낸 ?(?:날짜|시간|일시|일자)"
    "|발신 ?(?:일시|일자|일)|발송 ?(?:일시|일자|일)|날짜|일시|일자|작성 ?일시?|送信日時|日時|日付|发送时间|发送日期|日期|寄件日期|时间|дата",
    "to": "to|an|à|a|para|aan|til|till|do|받는 ?사람|받는 ?이|수신(?:자|인)?|宛先|收件人|кому|destinatario",
    "cc": "cc|bcc|kopie|kopia|kopi|dw|참조|숨은 ?참조|抄送|副本|копия",
    "subject": "subject|betreff|objet|asunto|assunto|oggetto|onderwerp|emne|ämne|temat|제목|件名|主题|主題|主旨|тема",
    "other": "reply-to|importance|attachments?|첨부(?: ?파일)?|중요도|organization|priority|wichtigkeit|vedhæftet",
}
HEADER_LINE = re.compile(
    r"[\s>*|]*\[?\*?\s*(?:" + "|".join(f"(?P<{role}>{names})" for role, names in ROLES.items()) + r")\s*\*?\]?\s*[:：](?!//)",
    re.IGNORECASE,
)

_DEVICE = r"[^\n,.!?]{0,60}"
SENT_FROM = re.compile(
    rf"\s*(?:[-–—]\s?)?\W{{0,3}}(?:"
    rf"sent from (?:my |a |an |outlook|mail|yahoo|samsung|aol|proton|the|iphone|ipad){_DEVICE}|sent (?:via|with|using) {_DEVICE}"
    rf"|get outlook for {_DEVICE}|get \[?blue.{_DEVICE}|(?:von|vom) mein(?:em|er) {_DEVICE} gesendet|gesendet (?:von|mit|aus){_DEVICE}"
    rf"|envoyé (?:de|depuis){_DEVICE}|enviado desde (?:mi )?{_DEVICE}|enviado do meu {_DEVICE}|inviato da(?:l)? {_DEVICE}|verzonden (?:vanaf|met) {_DEVICE}"
    rf"|sendt fra {_DEVICE}|skickat från {_DEVICE}|wysłane? z {_DEVICE}|hent outlook til {_DEVICE}|outlook für {_DEVICE} beziehen"
    rf"|(?:나의|내|제)\s{_DEVICE}에서 ?(?:보냄|보냈습니다|전송함|작성함|발송)"
    rf"|(?:삼성 )?(?:galaxy|갤럭시|아이폰|아이패드|iphone|ipad|android|안드로이드|휴대폰|스마트폰|모바일|핸드폰){_DEVICE}에서 ?(?:보냄|보냈습니다|보낸 ?메일(?:입니다)?|전송함|전송됨|발송)"
    rf"|(?:네이버|naver|다음|daum|카카오|kakao|한메일|gmail|지메일|outlook|아웃룩|야후|yahoo|samsung|삼성|네이트|nate)\s?{_DEVICE}(?:에서|으로|로) ?(?:보냄|보냈습니다|보낸 ?메일(?:입니다)?|전송함|발송(?:된|한)?{_DEVICE})"
    rf"|(?:android|ios|mac|windows|안드로이드|아이폰){_DEVICE}용 ?outlook{_DEVICE}(?:다운로드|받기)|{_DEVICE}용 ?outlook ?(?:\(https?://[^\s()]{{1,200}}\)|<[^<>\s]{{1,200}}>)? ?(?:다운로드|받기)"
    rf"|(?:windows|윈도우){_DEVICE}용 ?메일에서 ?(?:보냄|발송)|iphone{_DEVICE}から送信|{_DEVICE}から送信|从我的{_DEVICE}发送|發自我的 ?{_DEVICE}|发自我的 ?{_DEVICE}"
    r")[.。)]?\s*(?:<[^<>\s]{1,300}>|\(https?://[^\s()]{1,300}\)|\[https?://[^\s]{1,300})?\s*$",
    re.IGNORECASE,
)
DELIMITER = re.compile(r"(?:--|__|—|––)[ \u00a0\t]*$")
#: Words that only end letters. "감사합니다" is not among them: it belongs to what the customer says.
CLOSING = re.compile(
    r"\s*(?:(?:with )?(?:best|kind|warm|kindest|warmest|many)?\s?(?:regards|wishes)|best|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|cheers"
    r"|all the best|cordially|respectfully|(?:many )?thanks(?: (?:and|&) (?:best |kind )?regards)?|thank you|thx|br|rgds"
    r"|mit (?:freundlichen|besten|lieben|herzlichen) gr(?:ü|ue)(?:ß|ss)en?|(?:viele|liebe|beste|schöne|herzliche|freundliche) gr(?:ü|ue)(?:ß|ss)e|mfg|vg|lg|gru(?:ß|ss)"
    r"|(?:bien )?cordialement|(?:meilleures |sincères )?salutations(?: distinguées)?|bien à vous"
    r"|(?:un |cordiales )?saludos?(?: cordiales)?|atentamente|cordiali saluti|distinti saluti"
    r"|met vriendelijke groet(?:en)?|(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|mvg"
    r"|med (?:venlig|vennlig|vänlig|bästa) ?(?:hilsen|hälsning(?:ar)?)|med vänliga hälsningar|(?:venlig|bedste|kærlig|mange) hilsen(?:er)?|hilsen|vänliga hälsningar|(?:bästa )?hälsningar|mvh|dbh|kh|vh"
    r"|z (?:poważaniem|powazaniem|wyrazami szacunku)|pozdrawiam(?: serdecznie)?|(?:z )?pozdrowieniami"
    r"|s pozdravem|üdvözlettel|敬具|此致|敬礼|よろしくお願い(?:いた|致)します)\s?[,.!。、]?\s*$",
    re.IGNORECASE,
)
#: Closings that mean nothing else, even where no name follows.
FORMULA = re.compile(
    r"regards|wishes|sincerely|faithfully|gr(?:ü|ue)(?:ß|ss)|hilsen|hälsning|groet|salutations|cordial|saludos|saluti|pozdrawiam|poważaniem",
    re.IGNORECASE,
)
NAME_LINE = re.compile(r"\s*(?:[-–—~]|/)\s?[^\W\d_][\w.'’]*(?:\s[^\W\d_][\w.'’]*){0,3}\s*$")
LEGAL = re.compile(
    r"\s*(?:\*{0,2}\s*)?(?:(?:confidentiality|privacy|legal|important|privileged) (?:notice|note|information|disclaimer)|disclaimer|confidential(?:ity)?"
    r"|this (?:e-?mail|message|communication|transmission)[^\n]{0,80}(?:confidential|intended|privileged|scanned)|the information (?:contained )?in this"
    r"|(?:이|본) ?(?:전자 ?우편|전자 ?메일|이메일|메일|e-?mail|메시지)[^\n]{0,80}(?:지정된|기밀|비밀|수신인|수취인|법률|열람|발신 ?전용)"
    r"|diese (?:e-?mail|nachricht)[^\n]{0,60}vertraulich|ce (?:message|courriel)[^\n]{0,60}confidentiel|wichtiger hinweis|advarsel:|hinweis:)",
    re.IGNORECASE,
)
BANNER = re.compile(
    r"\s*(?:\*+\s*)?(?:\[?caution\]?\s*:|\[?external(?: e-?mail| sender)?\]?\s*[:：]|(?:this|the) (?:e-?mail|message) (?:originated|came|is) from (?:an )?(?:outside|external)"
    r"|\[?(?:외부|주의|경고)\]?[^\n]{0,10}(?:외부에서|외부 ?메일|외부로부터))",
    re.IGNORECASE,
)
LIST_FOOTER = re.compile(
    r"mailing list|mailman/listinfo|unsubscribe|list-?info|groups\.google|수신 ?거부|구독 ?(?:취소|해지)|메일링 ?리스트",
    re.IGNORECASE,
)
#: How cards print contact details; a customer who gives "연락처: 010-…" for a delivery writes otherwise.
CONTACT = re.compile(
    r"(?:^|[\s|/·])(?:t(?:el|elephone)?|m(?:obile|p)?|f(?:ax)?|e(?:-?mail)?|h\.?p|c\.?p|o(?:ffice)?|d(?:irect)?|w(?:eb)?|phone|cell|mob|a(?:dd(?:ress)?)?)\s?[.:)\]]\s{0,4}[+(\w]"
    r"|^\s*(?:https?://|www\.)\S+\s*$|^\s*<?[\w.+-]+@[\w-]+\.[\w.]+>?\s*$|(?:팩스|fax)\s?[.:)]?\s{0,3}[\d+(]|\+\d{1,3}[ (\d.-]{7,}",
    re.IGNORECASE,
)
#: What a customer fills in for us: "예금주: 김유나", "주문번호 1234". No card says that.
FILLED_IN = re.compile(
    r"\s*(?:[가-힣 ]{2,10}\s?[:：]|(?:주문|상품|송장|운송장|계좌|환불|배송|교환|반품)|order\b|tracking\b)", re.IGNORECASE
)
PGP_HEAD = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----\s*$|Hash: ?SHA-?\d+\s*$")
PGP_SIGNATURE = re.compile(r"-----BEGIN PGP SIGNATURE-----\s*$")

"""Words by which machines give themselves away when their headers do not. Pure.

Wrong in either direction costs little: a person taken for a machine is answered by a person all the same, only not acknowledged.
"""

import re

_SUBJECT = re.compile(
    r"""^\s*(?:\[[^\]]*\]\s*)?(?:
        자동\s*(?:응답|회신|답장) | 부재\s*중 | 휴가\s*중 | \(?자동\)? \s*접수
      | auto(?:matic|mated)?[\s:-]*(?:reply|response|answer) | out\s+of\s+(?:the\s+)?office | vacation | away\s+from
      | (?:re:\s*)?(?:your\s+)?(?:ticket|case|request|inquiry)\b.*\b(?:received|created|opened|confirmation)
      | we(?:'ve|\s+have)?\s+received\s+your | thank\s+you\s+for\s+(?:contacting|your\s+(?:e-?mail|message|inquiry))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_TEXT = re.compile(
    r"""자동\s*(?:으로\s*)?(?:발송|회신|응답|전송)(?:된|되는|하는|되었|했)? | 발신\s*전용
      | 회신(?:이)?\s*(?:되지\s*않|불가) | 부재\s*중\s*(?:이오니|입니다|이며|이라)
      | (?:문의|요청|메일)[가이을를]?\s*(?:정상(?:적으로)?\s*)?접수\s*(?:되었|됐)
      | (?:this\s+is\s+an?|sent)\s+automat(?:ed|ically|ic) | automated\s+(?:message|response|reply|e-?mail) | do\s+not\s+reply\s+to\s+this
      | (?:i\s+am|i'm|we\s+are)\s+(?:currently\s+)?out\s+of\s+(?:the\s+)?office
      | (?:has|have)\s+been\s+received\s+and | your\s+(?:ticket|case)\s+(?:number|id)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What gives a machine away stands at the beginning or the end; a customer may well mention it in between.
EDGE = 400


def sounds_automatic(subject: str, text: str) -> bool:
    return bool(_SUBJECT.search(subject) or _TEXT.search(text[:EDGE]) or _TEXT.search(text[-EDGE:]))


def essence(text: str) -> str:
    """The text without case, spaces, punctuation and numbers: what machines repeat while counting."""
    return re.sub(r"[\W\d_]+", "", text).lower()

"""Where a message belongs, as far as words can tell. Pure. A wrong merge is worse than a missed one."""

import re
import unicodedata

# Marks that clients put before a subject, Korean ones among them, maybe several and with a count: "Re[2]: 회신: FW: …".
_PREFIX = re.compile(
    r"^\s*(?:\[(?:외부|external)\]|(?:re|aw|sv|vs|antw|fwd?|wg|tr|답장|회신|답변|전달|전송|返信|轉寄|回复|回覆)\s*(?:\[\d+\]|\(\d+\))?\s*[::])\s*",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_NOISE = re.compile(r"[\W_]+")

# Subjects that a thousand customers write, without spaces and marks: they say nothing about which matter is meant.
_COMMON = """
    문의 문의드립니다 문의합니다 문의요 문의드려요 질문 질문있습니다 질문입니다 질문드립니다 안녕하세요 안녕하십니까 상담 상담요청
    고객센터 관리자님 사장님 판매자님 배송 배송문의 배송조회 반품 반품문의 반품요청 교환 교환문의 교환요청 환불 환불문의 환불요청 주문
    주문문의 주문취소 취소 취소요청 상품문의 재입고 재입고문의 확인 확인부탁드립니다 확인부탁드려요 부탁드립니다 감사합니다 고맙습니다
    제목없음 무제 긴급 사진 첨부 파일 견적 견적문의 견적요청 hi hello hey help support question questions inquiry enquiry request order
    myorder orderstatus status return refund exchange cancel cancellation delivery shipping urgent test info information contact
    feedback nosubject none untitled thanks thankyou invoice receipt aquestion
"""
_GENERIC = frozenset(_COMMON.split())


def normal_subject(subject: str) -> str:
    """The subject without reply marks, spaces and case evened out; at most 250 characters."""
    text = unicodedata.normalize("NFKC", subject)
    while (shorter := _PREFIX.sub("", text, count=1)) != text:
        text = shorter
    return _SPACE.sub(" ", text).strip().lower()[:250]


def thread_subject(subject: str) -> str:
    """The subject as a thread is known by, or empty where it is too common to tell one thread from another."""
    normal = normal_subject(subject)
    bare = _NOISE.sub("", normal)
    return "" if len(bare) < 4 or bare in _GENERIC else normal

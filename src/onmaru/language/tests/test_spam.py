import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.language.spam import Learnt, judge, learn

SPAM = [
    "(광고) 무직자 대출 당일 승인! 텔레그램 문의 @loan77",
    "(광고)봄맞이 홍보대행 특가\n무료수신거부 080-123-4567",
    "안녕하세요 대표님, 블로그 마케팅과 상위노출을 전문으로 하는 광고대행 업체입니다. 무료 상담 신청 주세요.",
    "카 지 노 꽁머니 3만 지급, 지금 바로 가입",
    "바.카.라 먹튀 없는 곳 텔레그램 : win",
    "코인 리딩방 수익률 300% 원금보장 카톡 문의",
    "We offer SEO services and high quality backlinks to rank on google. Reply to unsubscribe.",
    "Dear sir, crypto investment with guaranteed returns, t.me/rich",
]
CUSTOMERS = [
    "주문한 린넨 셔츠가 아직 안 왔어요. 언제 오나요?",
    "(광고) 문자를 받았는데 쿠폰이 적용이 안 돼요",
    "광고 문자 수신거부 해 주세요",
    "카드 대출 한도 때문에 결제가 안 되는데 다른 방법 있나요? 주문 취소해야 하나요",
    "인스타그램 광고 보고 샀는데 사이즈가 작아요",
    "체험단 모집하시나요?",
    "Please unsubscribe me from your newsletter",
    "카톡 문의했는데 답이 없어요 환불 언제 되나요",
    "상품 무료 상담 받을 수 있나요",
    "",
]


@pytest.mark.parametrize("text", SPAM)
def test_advertisements_are_told(text: str) -> None:
    assert judge(text).is_spam, judge(text)


@pytest.mark.parametrize("text", CUSTOMERS)
def test_customers_are_not_taken_for_advertisers(text: str) -> None:
    assert not judge(text).is_spam, judge(text)


def test_marks_teach_words_that_no_list_has() -> None:
    text = "벽지 도매 공급 제안드립니다. 실크벽지 장판 시공 전문 업체입니다"
    assert not judge(text).is_spam
    spam = [f"실크벽지 도매 공급 제안 장판 시공 전문 업체 {number}" for number in range(8)]
    others = ["배송 언제 오나요", "환불해 주세요", "사이즈 문의드립니다", "쿠폰이 안 돼요", "제품이 파손됐어요"] * 4
    known = learn(spam, others)
    assert judge(text, known).is_spam
    assert not judge("배송 언제 오나요", known).is_spam
    unlearnt = learn(spam[:1], [*others, *spam, *spam])
    assert not judge(text, unlearnt).is_spam


@given(st.text(max_size=300), st.lists(st.text(max_size=40), max_size=4), st.lists(st.text(max_size=40), max_size=4))
def test_any_text_is_judged_and_one_sign_is_never_enough(text: str, spam: list[str], others: list[str]) -> None:
    for known in (Learnt(), learn(spam, others)):
        said = judge(text, known)
        assert 0 <= said.share <= 1
        assert not said.is_spam or len(said.words) >= 2


@given(st.sampled_from(SPAM))
def test_a_customers_words_speak_against_it(text: str) -> None:
    assert judge(f"{text}\n주문한 게 배송이 안 와요. 사이즈 교환도요").share < judge(text).share

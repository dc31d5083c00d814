import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.inbox.threading import normal_subject, thread_subject


@pytest.mark.parametrize(
    ("subject", "normal"),
    [
        ("Re: 머그컵이 깨져서 왔어요", "머그컵이 깨져서 왔어요"),
        ("RE: Re: FW: 머그컵이  깨져서\t왔어요 ", "머그컵이 깨져서 왔어요"),
        ("회신: [외부] 답장: 머그컵이 깨져서 왔어요", "머그컵이 깨져서 왔어요"),
        ("Re[2]: Order 1001 late", "order 1001 late"),
        ("Aw:Sv: Order 1001 late", "order 1001 late"),
        ("RE: 머그컵이 깨져서 왔어요", "머그컵이 깨져서 왔어요"),
        ("Regarding my order 1001", "regarding my order 1001"),
        ("", ""),
    ],
)
def test_reply_marks_fall_off(subject: str, normal: str) -> None:
    assert normal_subject(subject) == normal


@pytest.mark.parametrize(
    "subject", ["", "문의", "Re: 문의드립니다", "안녕하세요!", "환불 문의", "Hello", "Re: Re: order", "???", "주문 취소", "ㅇㅇ", "Fwd:"]
)
def test_subjects_that_everybody_writes_thread_nothing(subject: str) -> None:
    assert thread_subject(subject) == ""


@pytest.mark.parametrize("subject", ["머그컵이 깨져서 왔어요", "주문 20261103-0001 언제 오나요", "Linen apron, wrong colour"])
def test_subjects_that_say_something_thread(subject: str) -> None:
    assert thread_subject(f"Re: {subject}") == thread_subject(subject) != ""


@given(st.text(max_size=400))
def test_any_subject_is_normal_after_one_pass(subject: str) -> None:
    once = normal_subject(subject)
    assert len(once) <= 250
    assert normal_subject(once)[:100] == once[:100] or len(once) == 250

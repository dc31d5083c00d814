"""What rules say of themselves, where Korean is easily got wrong."""

import pytest
from django.utils import translation

from onmaru.automation.rules.summary import Telling
from onmaru.automation.tests.conftest import q
from onmaru.tasks.models import TaskTemplate
from onmaru.teamwork.models import Escalation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "values", "korean", "english"),
    [
        ("breached", ["yes"], "“기한을 넘김”에 해당하면", "“A deadline is missed” holds"),
        ("vip", ["no"], "“VIP 고객”에 해당하지 않으면", "“VIP customer” does not hold"),
        ("waiting", ["any"], "답변 대기가 “기다리는 고객 있음”이면", "Waiting for an answer is “Somebody waits”"),
        ("unanswered", ["2..5"], "답하지 않은 메시지 수가 2 – 5이면", "Messages without an answer is 2 – 5"),
        # Of three answers, “not” would say another than the one that was chosen, and both together are not one of them.
        ("confirmed", ["no"], "해결 확인이 “해결, 확인 안 됨”이면", "Confirmation is “Resolved, not confirmed”"),
        (
            "confirmed", ["yes", "no"], "해결 확인이 “고객이 확인함” 또는 “해결, 확인 안 됨”이면",
            "Confirmation is “Confirmed by the customer” or “Resolved, not confirmed”",
        ),
    ],
)  # fmt: skip
def test_conditions_say_what_was_chosen(field: str, values: list[str], korean: str, english: str) -> None:
    for language, sentence in (("ko", korean), ("en", english)):
        with translation.override(language):
            assert Telling().conditions({"all": [q(field, *values)]}) == sentence


def test_asking_a_department_is_a_sentence() -> None:
    ask = {"key": "task", "params": {"task": TaskTemplate.objects.get(key="trace").pk}}
    tag = {"key": "tag", "params": {"tags": ["확인"]}}
    assert Telling().effects([ask]) == "협업 요청을 보내요(배송: 배송 추적 요청)"
    assert Telling().effects([ask, tag]) == "협업 요청을 보내고(배송: 배송 추적 요청), “확인” 태그를 달아요"


def test_a_cause_is_no_moment() -> None:
    assert Escalation.Cause.LATE.label == "기한을 넘김"

from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from onmaru.triage.models import Decision
from onmaru.triage.panels import understood
from onmaru.triage.tests.conftest import Write
from onmaru.triage.understanding import of

TEXT = "주문번호 20261104-0001234 건 언제 오나요? 환불도 되나요? 연락처는 010-1234-5678이고 급해요."


def test_what_a_customer_states_is_kept_and_shown_once(write: Write) -> None:
    message = write(TEXT)
    decision = Decision.objects.get(message=message, step="understand")
    assert decision.outcome == "hurried"
    assert len(decision.why["questions"]) == 2
    write("전화번호는 010 1234 5678 입니다", answers=message)
    found = of(message.conversation)
    assert [text for kind, text in found.facts if kind == "phone"] == ["010 1234 5678"]
    assert [text for kind, text in found.facts if kind == "order"] == ["20261104-0001234"]
    assert found.mood == "calm"


def test_it_stands_beside_the_conversation(write: Write) -> None:
    conversation = write(TEXT).conversation
    drawn = understood(RequestFactory().get("/"), conversation)
    assert isinstance(drawn, tuple)
    with translation.override("en"):
        page = render_to_string(*drawn)
    for words in ("In a hurry", "Order number", "20261104-0001234", "2 questions in one message"):
        assert words in page
    calm = write("네, 감사합니다", by="calm@customer.example").conversation
    assert understood(RequestFactory().get("/"), calm) is None

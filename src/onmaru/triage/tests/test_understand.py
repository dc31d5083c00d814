from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from onmaru.automation.rules.condition import answers
from onmaru.automation.rules.occasion import Occasion, scenes_of
from onmaru.automation.rules.tree import Question
from onmaru.events.models import Event
from onmaru.inbox.actions.fold import fold
from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.routing.inputs import weigh
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
    assert [fact.text for fact in found.facts if fact.kind == "phone"] == ["010 1234 5678"]
    assert [fact.text for fact in found.facts if fact.kind == "order"] == ["20261104-0001234"]
    assert found.mood == "calm"


def test_abuse_is_folded_for_who_reads_it(write: Write, client: Client) -> None:
    words = "씨발 환불 언제 해줘요?"
    message = write(words)
    message.refresh_from_db()
    conversation = Conversation.objects.get(pk=message.conversation_id)
    assert message.folded_at
    assert conversation.preview == "○○ 환불 언제 해줘요?"
    assert Event.objects.filter(name="message.folded").count() == 1
    # A second run folds nothing anew, and what is said after stands in the list as it was said.
    assert not fold(message)
    write("네, 기다릴게요", answers=message)
    conversation.refresh_from_db()
    assert conversation.preview == "네, 기다릴게요"

    minji = Agent.objects.create(email="minji@haru.example", name="김민지", role="owner", language="en")
    client.force_login(minji)
    address = reverse("desk_conversation", args=[conversation.pk])
    assert "Folded away" in client.get(address).content.decode()
    # Who would rather read it at once does; the words of others stand open all the same.
    saved = {"name": "김민지", "language": "en", "time_zone": "Asia/Seoul", "theme": "system", "afterwards": "stay"}
    assert client.post(reverse("desk_preferences"), saved).status_code == 302
    page = client.get(address).content.decode()
    assert words in page
    assert "Folded away" not in page


def test_it_stands_beside_the_conversation(write: Write) -> None:
    conversation = write(TEXT).conversation
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with translation.override("en"):
        drawn = understood(request, conversation)
        assert isinstance(drawn, tuple)
        page = render_to_string(*drawn)
    for words in ("In a hurry", "Order number", "20261104-0001234", "2 questions in one message"):
        assert words in page
    calm = write("네, 감사합니다", by="calm@customer.example").conversation
    assert understood(request, calm) is None


def test_who_is_in_a_hurry_weighs_and_rules_can_ask_for_it_at_any_time(write: Write) -> None:
    asked_now = write("오늘 중으로 꼭 답 부탁드려요. 급해요!")
    hurried = asked_now.conversation
    angry = write("너무 화가 나네요. 당장 환불해 주세요.", by="angry@customer.example").conversation
    calm = write("네, 감사합니다", by="calm@customer.example").conversation
    numbers = [hurried.pk, angry.pk, calm.pk]
    assert set(weigh("hurry", numbers)) == {hurried.pk, angry.pk} and set(weigh("anger", numbers)) == {angry.pk}
    # Also where no message sets a rule off: the customer's last words are looked at.
    scenes = scenes_of([Occasion("silent", number, f"{number}", clock.now()) for number in numbers], clock.now())
    asked = [Question("written", ("hurried",)), Question("written", ("angry", "abusive"))]
    found = answers(scenes, asked)
    assert [[found[place][question] for question in asked] for place in range(3)] == [[True, False], [True, True], [False, False]]
    write("네, 천천히 해 주세요", answers=asked_now)
    assert set(weigh("hurry", numbers)) == {angry.pk}

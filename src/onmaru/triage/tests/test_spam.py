"""Advertisements go out of sight by themselves, customers never do, and an agent's word counts more than either."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from onmaru.events import actor
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.spam import mark_spam, unmark_spam
from onmaru.inbox.models import Conversation, Episode, Message
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.triage import pipeline
from onmaru.triage.models import Acknowledgement, Decision
from onmaru.triage.panels import taken_for_spam
from onmaru.triage.tests.conftest import Write

AD = "(광고) 무직자 대출 당일 승인! 텔레그램 문의 @loan"
OWN = "실크벽지 도매 공급 제안 장판 시공 전문 업체"


def spam_of(message: Message) -> Decision:
    return Decision.objects.get(message=message, step="spam")


def test_an_advertisement_is_put_aside_and_never_acknowledged(write: Write) -> None:
    conversation = (message := write(AD)).conversation
    conversation.refresh_from_db()
    assert conversation.is_spam and conversation.spam_marked_by is None
    said = dict(Decision.objects.filter(message=message).values_list("step", "outcome"))
    assert (said["spam"], said["apply_rules"], said["assign"], said["acknowledge"]) == ("spam", "skipped", "skipped", "silent")
    assert not Acknowledgement.objects.exists()
    assert Conversation.objects.shown().count() == 0


def test_it_says_why_and_how_to_take_it_back(write: Write, minji: Agent) -> None:
    conversation = write(AD).conversation
    conversation.refresh_from_db()
    request = RequestFactory().get("/")
    request.user = minji
    drawn = taken_for_spam(request, conversation)
    assert isinstance(drawn, tuple)
    with translation.override("en"):
        page = render_to_string(*drawn, request=request)
    assert "put aside as an advertisement" in page and "(광고)" in page and "Not spam" in page
    unmark_spam(conversation, by=actor.agent(minji.pk))
    again = Conversation.objects.get(pk=conversation.pk)
    assert taken_for_spam(request, again) is None
    # What an agent took back stays, however the next message reads.
    message = write(AD, answers=Message.objects.get(conversation=conversation))
    assert spam_of(message).outcome == "spared"


def test_an_agents_own_mark_says_nothing_of_machines(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    mark_spam(conversation, by=actor.agent(minji.pk))
    conversation.refresh_from_db()
    assert taken_for_spam(RequestFactory().get("/"), conversation) is None


@pytest.mark.parametrize("more", [" 주문번호 20261104-0001234", " 송장 6012-3456-7890"])
def test_who_names_an_order_or_a_parcel_is_a_customer(write: Write, more: str) -> None:
    text = AD + more
    message = write(text)
    message.conversation.refresh_from_db()
    assert not message.conversation.is_spam
    assert Acknowledgement.objects.count() == 1


def test_who_was_answered_before_is_a_customer(write: Write, minji: Agent) -> None:
    reply(write().conversation, minji, "네, 내일 도착합니다.")
    message = write(AD, subject="제안")
    assert (spam_of(message).outcome, spam_of(message).why["because"]) == ("spared", "answered before")


def test_marks_of_agents_are_learnt_from_one_message_to_the_next(write: Write, minji: Agent) -> None:
    for number in range(5):
        buyer = write(f"배송 언제 오나요 {number}", by=f"buyer{number}@customer.example")
        Episode.objects.filter(pk=buyer.episode_id).update(first_response_at=clock.now())
        message = write(f"{OWN} {number}", by=f"seller{number}@trade.example")
        assert spam_of(message).outcome == "clean"
        mark_spam(message.conversation, by=actor.agent(minji.pk))
    assert spam_of(write(OWN, by="another@trade.example")).outcome == "spam"
    assert spam_of(write("배송이 안 와요", by="new@customer.example")).outcome == "clean"


def test_a_second_run_marks_nothing_again(write: Write, minji: Agent) -> None:
    message = write(AD)
    unmark_spam(message.conversation, by=actor.agent(minji.pk))
    pipeline.run(message.pk)
    message.conversation.refresh_from_db()
    assert not message.conversation.is_spam

"""Days later, whether it is still fine: off by default, once, in business hours, and never to whom it would be odd."""

from datetime import timedelta

import pytest
from django.test import Client

from onmaru.closing.actions.ask_question import ask_question
from onmaru.closing.actions.keep_habits import keep_habits
from onmaru.closing.habits import Habits
from onmaru.closing.jobs import ask_what_is_due
from onmaru.closing.models import Question
from onmaru.closing.reactions import follow_up
from onmaru.closing.tests.conftest import WEDNESDAY, Write, after, ours, resolve_with
from onmaru.inbox.actions.merge import merge
from onmaru.inbox.events import ConversationResolved
from onmaru.inbox.models import Channel, Conversation, Episode, Reason
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def two_days(mailbox: Channel, haru: Agent) -> None:
    keep_habits(Habits(days_of_channels={mailbox.pk: 2}), haru)


@pytest.fixture
def resolved(desk: Client, write: Write, two_days: None) -> Conversation:
    conversation = write()
    resolve_with(desk, conversation)
    run_waiting(until=clock.now())
    return conversation


def test_nobody_is_asked_unless_the_shop_says_so(desk: Client, write: Write) -> None:
    resolve_with(desk, write())
    with after(days=10):
        assert not Question.objects.exists()


def test_it_is_asked_once_however_often_it_is_tried(resolved: Conversation) -> None:
    episode = Episode.objects.get()
    for _twice in range(2):
        follow_up([ConversationResolved(conversation_id=resolved.pk, episode_id=episode.pk)])
    question = Question.objects.get()
    assert (question.kind, question.due_at) == ("still_fine", WEDNESDAY + timedelta(days=2))
    with after(days=1):
        assert not ours(resolved)
    with after(days=2, minutes=5):
        ask_what_is_due(timestamp=0)
        run_waiting(until=clock.now())
        assert not ask_question(question.pk)
        [message] = ours(resolved)
        assert "지금도 불편하신 점은 없으신가요?" in message.text


def test_a_run_that_was_killed_leaves_nothing_half_done(resolved: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("onmaru.closing.actions.ask_question.record", killed)
        with after(days=2, minutes=5):
            pass
    assert not ours(resolved) and Question.objects.get().message is None
    with after(days=2, minutes=10):
        assert len(ours(resolved)) == 1


def test_an_answer_opens_the_same_again(resolved: Conversation, write: Write, minji: Agent) -> None:
    with after(days=2, minutes=5):
        assert write("사실 또 고장 났어요", into=resolved).pk == resolved.pk
        resolved.refresh_from_db()
        assert (resolved.status, resolved.assignee, resolved.episodes.count()) == ("open", minji, 2)


@pytest.mark.parametrize("what", ["wrote here", "wrote elsewhere", "merged", "switched off"])
def test_whom_it_would_be_odd_to_ask_is_not(resolved: Conversation, write: Write, minji: Agent, haru: Agent, what: str) -> None:
    with after(hours=2):
        match what:
            case "wrote here":
                write("하나 더요", into=resolved)
            case "wrote elsewhere":
                write("다른 문의예요")
            case "merged":
                merge(resolved, write("다른 분이에요", by="other@customer.example"), minji)
            case _:
                keep_habits(Habits(), haru)
    with after(days=2, minutes=5):
        assert Question.objects.get().dropped_because
    assert not [one for one in ours(resolved) if one.automatic]


def test_a_worker_that_was_away_at_night_waits_for_the_morning(resolved: Conversation) -> None:
    with after(days=2, hours=10):
        assert not ours(resolved)
        assert clock.now() < Question.objects.get().due_at
    with after(days=5):
        assert len(ours(resolved)) == 1


def test_a_reason_may_say_never(desk: Client, write: Write, mailbox: Channel, haru: Agent) -> None:
    never = Reason.objects.get(key="delivery")
    keep_habits(Habits(days_of_channels={mailbox.pk: 2}, days_of_reasons={never.pk: 0}), haru)
    resolve_with(desk, write())
    run_waiting(until=clock.now())
    assert not Question.objects.exists()

"""What conversations are about: who says it, who may change it, and what the log keeps."""

import pytest

from onmaru.events import actor
from onmaru.events.models import Event
from onmaru.inbox.actions.give_reason import give_reason
from onmaru.inbox.actions.reopen import reopen
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.models import Episode, Reason
from onmaru.inbox.tests.conftest import Write
from onmaru.people.models import Agent

pytestmark = pytest.mark.django_db


def reason(key: str) -> Reason:
    return Reason.objects.get(key=key)


def test_the_product_comes_with_reasons_of_two_levels() -> None:
    groups = list(Reason.objects.groups())
    assert [group.key for group in groups[:3]] == ["delivery", "order", "return"]
    assert all(group.children.count() >= 2 for group in groups)
    assert not Reason.objects.filter(parent__parent__isnull=False).exists()
    assert all(one.name_ko and one.name_en for one in Reason.objects.all())


def test_a_reason_is_given_once_and_written_down(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    assert give_reason(conversation, reason("delivery-late"))
    assert not give_reason(conversation, reason("delivery-late"))
    episode = Episode.objects.get(conversation=conversation)
    assert (episode.reason, episode.reason_by) == (reason("delivery-late"), None)
    assert episode.reason_at
    [event] = Event.objects.filter(name="reason.given")
    assert (event.actor_kind, event.data["before_id"], event.data["called"]["ko"]) == ("system", None, "배송 지연")


def test_what_an_agent_said_only_an_agent_changes(write: Write, minji: Agent, junho: Agent) -> None:
    conversation = write().conversation
    give_reason(conversation, reason("delivery-late"))
    assert give_reason(conversation, reason("delivery-lost"), by=actor.agent(minji.pk))
    assert not give_reason(conversation, reason("delivery-status"))
    assert Episode.objects.get(conversation=conversation).reason == reason("delivery-lost")
    assert give_reason(conversation, None, by=actor.agent(junho.pk))
    assert Event.objects.filter(name="reason.given").count() == 3


def test_an_agent_who_says_the_same_makes_it_theirs(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    give_reason(conversation, reason("delivery-late"))
    assert not give_reason(conversation, reason("delivery-late"), by=actor.agent(minji.pk))
    assert not give_reason(conversation, reason("delivery-lost"))
    assert Episode.objects.get(conversation=conversation).reason_by == minji


def test_the_next_episode_is_about_something_of_its_own(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    give_reason(conversation, reason("delivery-late"), by=actor.agent(minji.pk))
    resolve(conversation, minji)
    reopen(conversation, minji)
    assert give_reason(conversation, reason("refund-status"))
    found = Episode.objects.filter(conversation=conversation).values_list("reason__key", flat=True)
    assert list(found) == ["delivery-late", "refund-status"]

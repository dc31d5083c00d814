from __future__ import annotations

import pytest

from dev.world import fill
from dev.world.cast import AGENTS
from dev.world.letter import letters
from onmaru.channels.models import Delivery
from onmaru.inbox.models import Conversation, Dispatch, Episode, Note
from onmaru.inbox.models.conversation import Conversations
from onmaru.kit import clock
from onmaru.people.models import Agent

Status = Conversation.Status


@pytest.mark.django_db
def test_the_story_happens_as_it_was_written() -> None:
    fill()
    assert Agent.objects.count() == len(AGENTS)
    assert not Delivery.objects.exclude(state=Delivery.State.FILED).exists()
    assert Conversation.objects.count() == len(letters())

    shown = Conversations(Conversation).shown()
    ends = [letter.ends for letter in letters()]
    assert shown.filter(status=Status.RESOLVED).count() == ends.count("resolved")
    assert shown.filter(status=Status.SNOOZED).count() == ends.count("snoozed")
    assert Conversations(Conversation).spam().count() == ends.count("spam")
    assert Conversation.objects.exclude(merged_into=None).count() == ends.count("merged")
    assert Dispatch.objects.filter(state=Dispatch.State.BOUNCED).count() == ends.count("bounced")
    assert not Dispatch.objects.exclude(state__in=[Dispatch.State.SENT, Dispatch.State.BOUNCED]).exists()
    waiting = shown.filter(status=Status.OPEN, customer_waiting_since__isnull=False)
    assert waiting.count() == ends.count("waiting") + ends.count("bounced")
    assert Episode.objects.count() == sum(letter.episodes for letter in letters())
    assert Note.objects.exists()

    fill(clock.now())
    assert Conversation.objects.count() == len(letters())

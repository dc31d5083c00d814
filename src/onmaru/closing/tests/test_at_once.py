"""Two who keep the habits of the shop at the same moment, on a real database."""

import pytest

from onmaru.closing.actions.keep_habits import keep_habits
from onmaru.closing.habits import Habits, habits
from onmaru.inbox.models import Channel
from onmaru.people.models import Agent, Shop
from onmaru.routing.tests.test_at_once import at_once


@pytest.mark.django_db(transaction=True)
def test_the_first_habits_are_kept_though_two_keep_them() -> None:
    Shop.objects.create(name="하루상점")
    haru = Agent.objects.create(email="haru@haru.example", name="오하루", role="owner")
    mailbox = Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example")
    wanted = Habits(days_of_channels={mailbox.pk: 3}, asking=frozenset({mailbox.pk}))
    at_once(*[lambda: keep_habits(wanted, haru)] * 6)
    assert habits() == wanted

"""Counters count what is there, and look no further than they have to."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onmaru.inbox import counting
from onmaru.inbox.actions.keep_view import make_view
from onmaru.inbox.counting import counts
from onmaru.inbox.models import Channel, Conversation
from onmaru.inbox.tests.many import fill
from onmaru.people.models import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "LATEST", 5)
    monkeypatch.setattr(counting, "_kept", {})


def test_a_view_without_a_status_counts_among_the_latest(mailbox: Channel, junho: Agent) -> None:
    fill(mailbox, 12)
    # The two that were active last, the sixth, and the very first.
    urgent = list(Conversation.objects.newest_first().values_list("pk", flat=True))
    Conversation.objects.filter(pk__in=[urgent[0], urgent[1], urgent[5], urgent[11]]).update(priority=3)
    saved = {"v-1": "priority=urgent", "v-2": "priority=urgent&status=open", "v-3": "priority=urgent&status=open&status=resolved"}
    found = counts(junho, ["all", "any"], saved)
    assert found == {"all": (12, False), "any": (5, True), "v-1": (2, True), "v-2": (4, False), "v-3": (2, True)}


def test_the_rail_says_where_there_may_be_more(client: Client, mailbox: Channel, junho: Agent) -> None:
    """Two of the latest ones are urgent and two older ones: a plain 2 would be wrong."""
    fill(mailbox, 12)
    Conversation.objects.filter(pk__in=list(Conversation.objects.newest_first().values_list("pk", flat=True))[::4]).update(priority=3)
    view = make_view(junho, "급한 것", {"priority": "urgent"})
    client.force_login(junho)
    rail = client.get("/desk/rail/").content.decode()
    shown = {key: re.search(rf'id="rail-{key}"(?:(?!</a>).)*class="count"[^>]*>([^<]+)<', rail, re.DOTALL) for key in ("all", view.key)}
    assert {key: found[1] for key, found in shown.items() if found} == {"all": "12", view.key: "2+"}


def test_where_there_are_few_all_are_counted_in_one_query(mailbox: Channel, junho: Agent) -> None:
    fill(mailbox, 4)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert counts(junho, ["all"], {"v-1": "channel=" + str(mailbox.pk)}) == {"all": (4, False), "v-1": (4, False)}
    assert len(asked) == 1
    Conversation.objects.update(status="resolved", customer_waiting_since=None)
    assert counts(junho, ["resolved", "all"], {}) == {"resolved": (4, False), "all": (0, False)}

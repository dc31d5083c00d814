"""Counters count what is there, and look no further than they have to."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onmaru.inbox import counting
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
    assert counts(junho, ["all", "any"], saved) == {"all": 12, "any": 5, "v-1": 2, "v-2": 4, "v-3": 2}


def test_where_there_are_few_all_are_counted_in_one_query(mailbox: Channel, junho: Agent) -> None:
    fill(mailbox, 4)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert counts(junho, ["all"], {"v-1": "channel=" + str(mailbox.pk)}) == {"all": 4, "v-1": 4}
    assert len(asked) == 1
    Conversation.objects.update(status="resolved", customer_waiting_since=None)
    assert counts(junho, ["resolved", "all"], {}) == {"resolved": 4, "all": 0}

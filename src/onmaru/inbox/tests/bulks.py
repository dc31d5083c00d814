"""A deed done to several conversations in a test, and taken back."""

from typing import Any

import pytest

from onmaru.inbox.actions.start_bulk import start_bulk
from onmaru.inbox.actions.undo_bulk import ask_undo
from onmaru.inbox.bulk import progress
from onmaru.inbox.bulk.facts import facts_of
from onmaru.inbox.models import Bulk, Conversation
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent


def chosen(conversations: list[Conversation], agent: Agent):
    return Conversation.objects.visible_to(agent).filter(pk__in=[one.pk for one in conversations])


def done_to(conversations: list[Conversation], by: Agent, deed: str, **parameters: Any) -> Bulk:
    bulk = start_bulk(deed, parameters, chosen(conversations, by), by)
    run_waiting()
    bulk.refresh_from_db()
    return bulk


def undone(bulk: Bulk, by: Agent) -> Bulk:
    assert ask_undo(bulk, by)
    run_waiting()
    bulk.refresh_from_db()
    return bulk


def in_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "A_SLICE", 0.0)
    monkeypatch.setattr(progress, "BATCH", 1)


def lines(conversations: list[Conversation]) -> list[Any]:
    """What a list and a thread would show, as far as deeds touch it."""
    rows = Conversation.objects.order_by("pk").values(
        "pk", "merged_into", "preview", "last_activity_at", "undelivered_since", "message_count"
    )
    people = [sorted(one.participants.values_list("handle", "role")) for one in conversations]
    return [facts_of(one.pk for one in conversations), list(rows), people]

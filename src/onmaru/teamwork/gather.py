"""What is known of conversations when they are handed over. One query for the words of each, a few for the rest. Reads only."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from onmaru.events.models import Event
from onmaru.inbox.events import ConversationAssigned
from onmaru.inbox.models import Conversation, Dispatch, Episode, Message, SideMessage
from onmaru.people.models import Agent
from onmaru.stated.holding import NOTHING
from onmaru.stated.queries import amended
from onmaru.teamwork import known
from onmaru.teamwork.packet import Known, Said, Tried, gist

# What did not leave was not tried; what came back was, in vain.
NOT_OUT = {Dispatch.State.CANCELLED}
IN_VAIN = {Dispatch.State.FAILED, Dispatch.State.BOUNCED}
# Nobody reads more at a glance, and some conversations have thousands.
MESSAGES = 60


def gather(rows: Iterable[Conversation], assignees: dict[int, int | None]) -> dict[int, Known]:
    """By conversation. `assignees` are those who had them."""
    conversations = list(rows)
    numbers = [row.pk for row in conversations]
    episodes = {
        one.conversation_id: one
        for one in Episode.objects.filter(conversation__in=numbers).order_by("conversation", "-ordinal").distinct("conversation")
    }
    said, taken, tried, by_hand = _said(episodes), _taken(numbers, assignees), _outside(episodes), amended(numbers)
    for number, some in known.tried(numbers).items():
        tried[number] += some
    return {
        row.pk: Known(
            said=tuple(said[row.pk]),
            began_at=episode.started_at,
            taken_at=taken[row.pk].at if row.pk in taken else None,
            taken_by=getattr(taken.get(row.pk), "agent_name", ""),
            waiting_since=row.customer_waiting_since,
            tried=tuple(one for one in tried[row.pk] if one.at >= episode.started_at),
            amended=by_hand.get(row.pk, NOTHING),
        )
        for row in conversations
        if (episode := episodes.get(row.pk))
    }


def _said(episodes: dict[int, Episode]) -> dict[int, list[Said]]:
    found: dict[int, list[Said]] = defaultdict(list)
    for number, episode in episodes.items():
        # The message that began an episode is a moment older than it; what was merged into it belongs to another one.
        in_it = Q(episode=episode) | Q(created_at__gte=episode.started_at)
        messages = Message.objects.filter(in_it, conversation=number, machine="", automatic=False)
        latest = (
            messages.filter(deleted_at=None)
            .select_related("agent", "dispatch")
            .only("created_at", "direction", "text", "agent__name", "dispatch__state")
        )
        for one in reversed(latest.order_by("-created_at", "-id")[:MESSAGES]):
            state = one.dispatch.state if hasattr(one, "dispatch") else ""
            if state not in NOT_OUT:
                found[number].append(Said(one.created_at, one.is_in, one.text, one.agent.name if one.agent else "", state not in IN_VAIN))
    return found


def _taken(numbers: list[int], assignees: dict[int, int | None]) -> dict[int, Event]:
    """When whoever had it was given it, or took it; the log knows."""
    given = Event.objects.filter(conversation_id__in=numbers, name=ConversationAssigned.name).order_by("conversation_id", "-id")
    wanted = {number for number in assignees.values() if number}
    names = dict(Agent.objects.filter(pk__in=wanted).values_list("pk", "name"))
    found: dict[int, Event] = {}
    for event in given:
        number = event.conversation_id or 0
        if number not in found and assignees.get(number) and event.data["agent_id"] == assignees[number]:
            event.agent_name = names.get(event.data["agent_id"], "")  # pyright: ignore[reportAttributeAccessIssue]
            found[number] = event
    return found


def _outside(episodes: dict[int, Episode]) -> dict[int, list[Tried]]:
    found: dict[int, list[Tried]] = defaultdict(list)
    asked = SideMessage.objects.filter(thread__conversation__in=list(episodes), direction=Message.Direction.OUT)
    for one in asked.select_related("agent", "thread").order_by("-created_at")[:MESSAGES]:
        found[one.thread.conversation_id].append(Tried(one.created_at, "outside", one.agent.name if one.agent else "", gist(one.text)))
    return found

"""Who could be offered another way than to go on waiting in a chat. Reads only, and never more than a bounded number of rows."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from onmaru.inbox import kinds
from onmaru.inbox.hours import Calendars
from onmaru.inbox.models import Callback, Conversation, Participant
from onmaru.inbox.models.conversation import Conversations
from onmaru.people.models import Agent
from onmaru.people.shifts import off_shift
from onmaru.routing.models import Offer, Queue
from onmaru.routing.models.queue import LATEST
from onmaru.routing.patience import AT_LEAST, Because, Wait, why_offered
from onmaru.routing.waiting import waiting_for_somebody

LOOKED_AT = 100


def could_leave(rows: Conversations, now: datetime) -> Conversations:
    """Who waits in a chat for a first answer, has said no other way to be answered, and was not offered any since they wait."""
    chats = [kind.code for kind in kinds.everyone() if kind.can.rich and kind.can.typing]
    made = Offer.objects.filter(conversation=OuterRef("pk"), waiting_since=OuterRef("customer_waiting_since"))
    left = Participant.objects.filter(conversation=OuterRef("pk"), role=Participant.Role.CUSTOMER)
    return waiting_for_somebody(rows).filter(
        ~Exists(made),
        ~Exists(left),
        ~Exists(Callback.objects.owed().filter(conversation=OuterRef("pk"))),
        channel__kind__in=chats,
        customer_waiting_since__gt=now - timedelta(minutes=LATEST + 1),
        customer_waiting_since__lte=now - AT_LEAST,
        episodes__resolved_at=None,
        episodes__first_response_at=None,
    )


def to_offer(now: datetime) -> list[tuple[int, Because]]:
    """Who is to be offered another way now, and why; those who wait longest first."""
    queues = {queue.team_id: queue for queue in Queue.objects.filter(offers_after__isnull=False)}
    if not queues:
        return []
    found = could_leave(Conversation.objects.all(), now).order_by("customer_waiting_since", "pk")
    rows = list(found.values_list("pk", "channel", "team", "customer_waiting_since")[:LOOKED_AT])
    rows = [row for row in rows if row[2] in queues]
    if not rows:
        return []
    hours, manned = Calendars(), _manned(now)
    offers: list[tuple[int, Because]] = []
    for number, channel, team, since in rows:
        wait = Wait(now - since, hours.of(channel, team).is_open(now), team in manned)
        if because := why_offered(wait, timedelta(minutes=queues[team].offers_after or LATEST)):
            offers.append((number, because))
    return offers


def _manned(now: datetime) -> set[int | None]:
    """Teams of which somebody is there; None where anybody at all is."""
    at_work = Agent.objects.filter(is_active=True, availability=Agent.Availability.WORK).exclude(role=Agent.Role.LIGHT)
    rows: Iterable[tuple[int, int | None]] = list(at_work.values_list("pk", "teams"))
    off = off_shift({agent for agent, _team in rows}, now)
    there = [(agent, team) for agent, team in rows if agent not in off]
    return {team for _agent, team in there} | ({None} if there else set[int | None]())

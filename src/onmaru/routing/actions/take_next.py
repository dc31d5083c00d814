from datetime import datetime

from django.db import transaction

from onmaru.events import actor
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.models import Conversation
from onmaru.inbox.models.conversation import Conversations
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.people.shifts import off_shift
from onmaru.routing.at_work import measure
from onmaru.routing.because import When
from onmaru.routing.choose import goes_first, in_order, why_now
from onmaru.routing.left_with import left_with_the_absent
from onmaru.routing.models import Choice
from onmaru.routing.waiting import as_waiting, first_of_each_order, vips_in_a_row, waiting_for_somebody


@transaction.atomic
def take_next(agent: Agent) -> Conversation | None:
    """Give an agent the conversation that is to be served next: nobody's, else one whose agent has gone. None when nobody waits."""
    now = clock.now()
    waits = waiting_for_somebody(Conversation.objects.visible_to(agent))
    return _take(agent, waits.filter(assignee=None), now) or _take(agent, waits.filter(assignee__in=_gone(agent, now)), now)


def _gone(agent: Agent, now: datetime) -> set[int]:
    """Who of the others went home, is off shift or on leave. A break is no reason to take anything from anybody."""
    others = dict(Agent.objects.exclude(pk=agent.pk).values_list("pk", "availability"))
    return {number for number, state in others.items() if state == Agent.Availability.HOME} | off_shift(others, now)


def _take(agent: Agent, rows: Conversations, now: datetime) -> Conversation | None:
    found = left_with_the_absent(first_of_each_order(rows))
    run, shop_measure = vips_in_a_row(), measure()
    waiting, rules = as_waiting(list(found.values()), shop_measure), shop_measure.rules
    for one in in_order(waiting, now, rules, run):
        before = found[one.id].assignee_id  # pyright: ignore[reportAttributeAccessIssue]
        # Whoever presses at the same moment gets another.
        free = waiting_for_somebody(Conversation.objects.filter(pk=one.id, assignee=before))
        row = free.select_for_update(no_key=True, skip_locked=True, of=("self",)).first()
        if row is None:
            continue
        assign(row, agent, actor.agent(agent.pk))
        left = [When.LEFT] if before else []
        Choice.objects.create(
            conversation=row,
            agent=agent,
            made_at=now,
            why=[str(reason) for reason in (*left, *why_now(one, waiting, now, rules))],
            weight=one.weight,
            was_vip=goes_first(one, rules),
            others=len(waiting) - 1,
        )
        return row
    return None

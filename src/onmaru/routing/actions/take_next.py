from django.db import transaction

from onmaru.events import actor
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.routing.at_work import measure
from onmaru.routing.choose import goes_first, in_order, why_now
from onmaru.routing.models import Choice
from onmaru.routing.waiting import as_waiting, first_of_each_order, vips_in_a_row, waiting_for_somebody


@transaction.atomic
def take_next(agent: Agent) -> Conversation | None:
    """Give an agent the conversation that is to be served next; None when nobody waits for somebody."""
    rows = first_of_each_order(waiting_for_somebody(Conversation.objects.visible_to(agent)).filter(assignee=None))
    now, run = clock.now(), vips_in_a_row()
    shop_measure = measure()
    waiting, rules = as_waiting(list(rows.values()), shop_measure), shop_measure.rules
    for one in in_order(waiting, now, rules, run):
        # Whoever presses at the same moment gets another.
        free = Conversation.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
        row = free.filter(pk=one.id, assignee=None, status=Conversation.Status.OPEN, customer_waiting_since__isnull=False).first()
        if row is None:
            continue
        assign(row, agent, actor.agent(agent.pk))
        Choice.objects.create(
            conversation=row,
            agent=agent,
            made_at=now,
            why=[str(reason) for reason in why_now(one, waiting, now, rules)],
            weight=one.weight,
            was_vip=goes_first(one, rules),
            others=len(waiting) - 1,
        )
        return row
    return None

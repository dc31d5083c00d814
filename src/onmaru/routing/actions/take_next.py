from django.db import transaction
from django.db.models import F

from onmaru.events import actor
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.models import Conversation
from onmaru.inbox.models.conversation import Conversations, falls_due, waits_since
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.routing.choose import VIP_RUN, Waiting, in_order, why_now
from onmaru.routing.models import Choice

# Of each order so many are looked at: the first of all is among the first of one of them.
LOOKED_AT = 100


@transaction.atomic
def take_next(agent: Agent) -> Conversation | None:
    """Give an agent the conversation that is to be served next; None when nobody waits for somebody."""
    rows = {row.pk: row for row in _candidates(agent)}
    now, run = clock.now(), _vips_in_a_row()
    waiting = [_waiting(row) for row in rows.values()]
    for one in in_order(waiting, now, run=run):
        # Whoever presses at the same moment gets another.
        free = Conversation.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
        row = free.filter(pk=one.id, assignee=None, status=Conversation.Status.OPEN, customer_waiting_since__isnull=False).first()
        if row is None:
            continue
        assign(row, agent, actor.agent(agent.pk))
        why = [str(reason) for reason in why_now(one, waiting, now)]
        Choice.objects.create(conversation=row, agent=agent, made_at=now, why=why, was_vip=one.is_vip, others=len(waiting) - 1)
        return row
    return None


def _candidates(agent: Agent) -> list[Conversation]:
    nobodys = Conversation.objects.visible_to(agent).shown().filter(
        status=Conversation.Status.OPEN, assignee=None, customer_waiting_since__isnull=False
    )  # fmt: skip
    orders: list[Conversations] = [
        nobodys.order_by(F("priority").desc(), F("last_activity_at").desc(), F("id").desc()),
        nobodys.order_by(falls_due(), "id"),
        nobodys.order_by(waits_since(), "id"),
    ]
    return [row for order in orders for row in order.select_related("customer__person")[:LOOKED_AT]]


def _waiting(row: Conversation) -> Waiting:
    since = row.customer_waiting_since or row.created_at
    return Waiting(row.pk, since, due_at=row.due_at, priority=row.priority, is_vip=row.customer.merged.is_vip)


def _vips_in_a_row() -> int:
    """Of the latest choices, how many in a row were for VIP customers."""
    latest = list(Choice.objects.values_list("was_vip", flat=True)[:VIP_RUN])
    return next((index for index, was_vip in enumerate(latest) if not was_vip), len(latest))

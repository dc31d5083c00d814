"""What somebody who is not there has on purpose: a colleague gave it to them after they had left."""

from django.db.models import Max

from onmaru.events.models import Event
from onmaru.inbox.events import ConversationAssigned
from onmaru.inbox.models import Conversation
from onmaru.people.models import Availability


def left_with_the_absent(rows: dict[int, Conversation]) -> dict[int, Conversation]:
    """Without what a person left with them. Whoever takes a conversation themselves does not leave it with anybody."""
    held = {number: row.assignee_id for number, row in rows.items() if row.assignee_id}
    if not held:
        return rows
    gone_since = dict(Availability.objects.going_on().filter(agent__in=set(held.values())).values_list("agent", "began_at"))
    deeds = Event.objects.filter(conversation_id__in=list(held), name=ConversationAssigned.name, actor_kind="agent")
    given_at = dict(deeds.order_by().values_list("conversation_id").annotate(Max("at")))
    on_purpose = {
        number for number, agent in held.items() if number in given_at and agent in gone_since and given_at[number] > gone_since[agent]
    }
    return {number: row for number, row in rows.items() if number not in on_purpose}

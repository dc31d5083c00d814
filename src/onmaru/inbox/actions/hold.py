from datetime import timedelta

from django.db import connection, transaction

from onmaru.events import actor
from onmaru.events.log import announce, record
from onmaru.inbox.company import holder
from onmaru.inbox.events import ReplyTakenOver
from onmaru.inbox.models import Conversation, Hold
from onmaru.kit import clock
from onmaru.people.models import Agent, Shop

# How long an answer stays somebody's own after the last key.
HELD_FOR = timedelta(minutes=2)


class Held(Exception):
    """A colleague is writing the answer, and this shop wants one at a time; nothing was sent."""

    def __init__(self, agent: Agent) -> None:
        super().__init__(f"held by agent {agent.pk}")
        self.agent = agent


@transaction.atomic
def hold(conversation: Conversation, by: Agent) -> None:
    """Keep the answer to oneself while writing, where the shop wants that and nobody else does."""
    if not Shop.objects.filter(one_answers_at_a_time=True).exists():
        return
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, {"conversation": conversation.pk, "agent": by.pk, "until": now + HELD_FOR, "now": now})
        row = cursor.fetchone()
    if row and row[0] != by.pk:
        announce(("hold", conversation.pk))


# Only an own hold or one that ran out gives way; two who begin at once are decided by the row.
_HOLD = """
    WITH before AS (SELECT agent_id FROM inbox_hold WHERE conversation_id = %(conversation)s AND until > %(now)s)
    INSERT INTO inbox_hold AS known (conversation_id, agent_id, until) VALUES (%(conversation)s, %(agent)s, %(until)s)
    ON CONFLICT (conversation_id) DO UPDATE SET agent_id = excluded.agent_id, until = excluded.until
    WHERE known.agent_id = excluded.agent_id OR known.until <= %(now)s
    RETURNING coalesce((SELECT agent_id FROM before), 0)
"""


@transaction.atomic
def take_over(conversation: Conversation, by: Agent) -> bool:
    """Take the answer from a colleague who is writing it. False when nobody else is."""
    before = holder(Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk))
    if before is None or before == by:
        return False
    Hold.objects.filter(conversation=conversation).update(agent=by, until=clock.now() + HELD_FOR)
    record(ReplyTakenOver(conversation_id=conversation.pk, agent_id=by.pk, before_id=before.pk), by=actor.agent(by.pk))
    announce(("hold", conversation.pk))
    return True


@transaction.atomic(savepoint=False)
def let_go(conversation_id: int, by: Agent) -> None:
    """Nobody has to wait any longer: the answer was sent, or its writer went elsewhere."""
    if Hold.objects.filter(conversation=conversation_id, agent=by).delete()[0]:
        announce(("hold", conversation_id))


def check_hold(conversation: Conversation, by: Agent) -> None:
    """Raise Held where a colleague holds the answer."""
    held_by = holder(conversation)
    if held_by is not None and held_by != by:
        raise Held(held_by)

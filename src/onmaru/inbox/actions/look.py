from django.db import connection, transaction

from onmaru.events.log import announce
from onmaru.inbox.actions.hold import hold, let_go
from onmaru.inbox.company import tell_company
from onmaru.inbox.models import Conversation, Draft, Hold, Presence
from onmaru.inbox.models.presence import FRESH
from onmaru.kit import clock
from onmaru.people.models import Agent


@transaction.atomic
def look(by: Agent, tab: str, conversation: Conversation | None, writing: str = "") -> None:
    """An agent is before a tab that shows a conversation or none. Open pages are told only when that is news."""
    now, number = clock.now(), conversation.pk if conversation else None
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, {"tab": tab, "agent": by.pk, "conversation": number, "writing": writing, "now": now})
        row = cursor.fetchone()
    if row is None:
        # The tab's name belongs to somebody else.
        return
    before, wrote, seen = row
    if conversation and writing == Draft.Purpose.REPLY:
        hold(conversation, by)
    if before is not None and before != number:
        let_go(before, by)
    if (before, wrote or "") != (number, writing) or seen is None or seen < now - FRESH:
        tell_company({place for place in (before, number) if place is not None})


# What was there before comes back with the write: one round trip for each "still here".
_LOOK = """
    WITH before AS (SELECT conversation_id, writing, at FROM inbox_presence WHERE tab = %(tab)s)
    INSERT INTO inbox_presence AS known (tab, agent_id, conversation_id, writing, at)
    VALUES (%(tab)s, %(agent)s, %(conversation)s, %(writing)s, %(now)s)
    ON CONFLICT (tab) DO UPDATE SET conversation_id = excluded.conversation_id, writing = excluded.writing, at = excluded.at
    WHERE known.agent_id = excluded.agent_id
    RETURNING (SELECT conversation_id FROM before), (SELECT writing FROM before), (SELECT at FROM before)
"""


@transaction.atomic
def look_away(by: Agent, tab: str) -> None:
    """The tab was closed or hidden, or nobody has touched it for a while."""
    for row in Presence.objects.filter(tab=tab, agent=by):
        Presence.objects.filter(pk=row.pk).delete()
        if row.conversation_id is not None:
            let_go(row.conversation_id, by)
            tell_company({row.conversation_id})


@transaction.atomic
def forget_the_lost() -> int:
    """Tabs that ended without a word, and holds that ran out; gives how many of both."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM inbox_presence WHERE at < %s RETURNING conversation_id", [now - FRESH])
        left = [number for (number,) in cursor.fetchall()]
    tell_company(number for number in left if number is not None)
    over = list(Hold.objects.filter(until__lte=now).values_list("pk", flat=True))
    Hold.objects.filter(pk__in=over, until__lte=now).delete()
    announce(*(("hold", number) for number in over))
    return len(left) + len(over)

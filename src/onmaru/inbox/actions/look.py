from datetime import datetime
from typing import Any

from django.db import connection, transaction

from onmaru.events.log import announce
from onmaru.inbox.actions.hold import hold, let_go
from onmaru.inbox.company import tell_company
from onmaru.inbox.models import Conversation, Draft, Hold
from onmaru.inbox.models.presence import FRESH
from onmaru.kit import clock
from onmaru.people.models import Agent


@transaction.atomic
def look(by: Agent, tab: str, conversation: Conversation | None, writing: str = "", word: int = 0) -> None:
    """An agent is before a tab that shows a conversation or none. Open pages are told only when that is news."""
    now, number = clock.now(), conversation.pk if conversation else None
    row = _say({"tab": tab, "agent": by.pk, "conversation": number, "writing": writing, "now": now, "word": word, "left": None})
    if row is None:
        return
    before, wrote, seen = row
    if conversation and writing == Draft.Purpose.REPLY:
        hold(conversation, by)
    if before is not None and before != number:
        let_go(before, by)
    if (before, wrote or "") != (number, writing) or seen is None or seen < now - FRESH:
        tell_company({place for place in (before, number) if place is not None})


@transaction.atomic
def look_away(by: Agent, tab: str, word: int = 0) -> None:
    """The tab was closed or hidden, or nobody has touched it for a while."""
    now = clock.now()
    row = _say({"tab": tab, "agent": by.pk, "conversation": None, "writing": "", "now": now, "word": word, "left": now})
    if row and row[0] is not None:
        let_go(row[0], by)
        tell_company({row[0]})


def _say(what: dict[str, Any]) -> tuple[int | None, str | None, datetime | None] | None:
    """What was there before; None where the tab's name belongs to somebody else, or a later word of this tab was faster."""
    with connection.cursor() as cursor:
        cursor.execute(_SAY, what)
        return cursor.fetchone()


# What was there before comes back with the write: one round trip for each "still here".
_SAY = """
    WITH before AS (SELECT conversation_id, writing, at FROM inbox_presence WHERE tab = %(tab)s)
    INSERT INTO inbox_presence AS known (tab, agent_id, conversation_id, writing, at, word, left_at)
    VALUES (%(tab)s, %(agent)s, %(conversation)s, %(writing)s, %(now)s, %(word)s, %(left)s)
    ON CONFLICT (tab) DO UPDATE SET conversation_id = excluded.conversation_id, writing = excluded.writing, at = excluded.at,
        word = excluded.word, left_at = excluded.left_at
    WHERE known.agent_id = excluded.agent_id AND known.word <= excluded.word
    RETURNING (SELECT conversation_id FROM before), (SELECT writing FROM before), (SELECT at FROM before)
"""


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

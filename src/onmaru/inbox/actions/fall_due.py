import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from onmaru.events.log import announce


@dataclass(frozen=True, slots=True)
class Due:
    """What is owed next: an answer or the resolution, by when, and from when that is soon."""

    at: datetime
    soon_at: datetime
    what: str


_FALL_DUE = """
    UPDATE inbox_conversation AS conversation SET due_at = owed.at, due_soon_at = owed.soon_at, due_for = owed.what
    FROM jsonb_to_recordset(%s::jsonb) AS owed (id bigint, at timestamptz, soon_at timestamptz, what text)
    WHERE conversation.id = owed.id AND (conversation.due_at, conversation.due_soon_at, conversation.due_for)
        IS DISTINCT FROM (owed.at, owed.soon_at, owed.what)
    RETURNING conversation.id
"""


@transaction.atomic
def fall_due(owed: Mapping[int, Due | None]) -> set[int]:
    """Say of conversations what is owed in them next, None for nothing. Gives those of which something else was said before."""
    rows = [
        {"id": number, "at": due.at.isoformat(), "soon_at": due.soon_at.isoformat(), "what": due.what}
        if due
        else {"id": number, "at": None, "soon_at": None, "what": ""}
        for number, due in sorted(owed.items())
    ]
    with connection.cursor() as cursor:
        cursor.execute(_FALL_DUE, [json.dumps(rows)])
        changed = {number for (number,) in cursor.fetchall()}
    announce(*(("conversation", number) for number in sorted(changed)))
    return changed

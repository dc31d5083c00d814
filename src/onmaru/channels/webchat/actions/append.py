import json
from typing import Any

from django.db import connection

from onmaru.channels.webchat.models import Line
from onmaru.channels.webchat.whisper import CHANNEL
from onmaru.inbox.models import Message
from onmaru.kit import clock

# Taking the number, writing the line and telling open widgets are one statement. The chat's row stays locked until the transaction ends,
# so numbers are committed in their order and none is ever left out: a transaction that fails gives its number back.
_APPEND = """
    WITH counted AS (
        UPDATE webchat_chat SET last_seq = last_seq + 1 WHERE id = %(chat)s RETURNING id, key, visitor_id, last_seq
    ), line AS (
        INSERT INTO webchat_line (chat_id, seq, sort, message_id, key, client_id, data, at)
        SELECT id, last_seq, %(sort)s, %(message)s, %(key)s, %(client)s, %(data)s::jsonb, %(at)s FROM counted
        RETURNING seq
    )
    SELECT seq, pg_notify(%(channel)s, json_build_object('room', 'visitor:' || visitor_id, 'event', 'changed', 'data',
        json_build_object('conversation', key, 'seq', seq))::text)
    FROM counted, line
"""


def append(chat_id: int, sort: Line.Sort, message: Message | int | None = None, key: str = "", client_id: str = "", **data: Any) -> int:
    """Write the next line of a chat, inside the transaction of what it tells; gives its number."""
    if not connection.in_atomic_block:
        raise RuntimeError("a line was written outside the transaction of what it tells")
    with connection.cursor() as cursor:
        cursor.execute(
            _APPEND,
            {
                "chat": chat_id,
                "sort": sort.value,
                "message": message.pk if isinstance(message, Message) else message,
                "key": key,
                "client": client_id,
                "data": json.dumps(data, ensure_ascii=False),
                "at": clock.now(),
                "channel": CHANNEL,
            },
        )
        row = cursor.fetchone()
    assert row is not None, "the chat is gone"
    return row[0]

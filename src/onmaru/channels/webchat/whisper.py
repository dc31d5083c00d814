"""What the open widgets of visitors hear, beside what the desk hears: told at commit, to those in a room."""

import json
from typing import Any

from django.db import connection

# The PostgreSQL notification channel that the visitors' stream listens on; apart from the desk's, so that neither reads what is for the
# other.
CHANNEL = "onmaru_visitors"


def whisper(event: str, room: str, **data: Any) -> None:
    """Tell the widgets in a room; see `attendance` for rooms and `native` for events."""
    said = json.dumps({"room": room, "event": event, "data": data}, separators=(",", ":"), ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, said])

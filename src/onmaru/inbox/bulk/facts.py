"""What deeds change of a conversation, as plain values that a row can keep: to see what a deed did, and to put it back exactly."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

Facts = dict[str, Any]

# Fields that only make sense together are one fact.
STANDING = ("status", "snoozed_until", "wakes_on")
FIELDS = (
    "priority",
    "team_id",
    "assignee_id",
    "customer_waiting_since",
    "spam_marked_at",
    "spam_marked_by_id",
    "deleted_at",
    "deleted_by_id",
)
EPISODE = "episode"
# What the last episode is about, and who said so.
REASON = "reason"
# Asked twice for every conversation: the ORM takes longer to put this together than the database to answer it.
_FACTS = f"""
    SELECT {", ".join((*STANDING, *FIELDS))},
        (SELECT jsonb_agg(jsonb_build_array(tag_id, tagged_by_id, tagged_at)) FROM inbox_tagging WHERE conversation_id = conversation.id),
        (SELECT jsonb_build_array(id, resolved_at, resolved_by_id, reason_id, reason_by_id, reason_at) FROM inbox_episode
            WHERE conversation_id = conversation.id ORDER BY ordinal DESC LIMIT 1),
        id
    FROM inbox_conversation AS conversation WHERE id = ANY(%s)
"""


def facts_of(conversation_ids: Iterable[int]) -> dict[int, Facts]:
    """As they are now, in one query: the fields, `tag:<id>` for each tag, the last episode with its end, its reason; by conversation."""
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, [list(conversation_ids)])
        return {number: _facts(columns, carried, episode) for *columns, carried, episode, number in cursor.fetchall()}


def _facts(columns: list[Any], carried: str | None, episode: str | None) -> Facts:
    row = {name: _plain(value) for name, value in zip((*STANDING, *FIELDS), columns, strict=True)}
    facts: Facts = {name: row[name] for name in FIELDS} | {"standing": [row[name] for name in STANDING]}
    facts |= {f"tag:{tag}": [by, _moment(at)] for tag, by, at in json.loads(carried or "[]")}
    if not episode:
        return {**facts, EPISODE: None, REASON: None}
    number, ended, by, reason, said_by, said_at = json.loads(episode)
    return {**facts, EPISODE: [number, _moment(ended), by], REASON: [number, reason, said_by, _moment(said_at)]}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _moment(text: str | None) -> str | None:
    """As Python writes it, whatever PostgreSQL's JSON does with fractions of seconds."""
    return datetime.fromisoformat(text).isoformat() if text else None


def difference(before: Facts, after: Facts) -> tuple[Facts, Facts]:
    """Only what differs, as it was and as it is; a tag that is not carried is None."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in names}, {name: after.get(name) for name in names}

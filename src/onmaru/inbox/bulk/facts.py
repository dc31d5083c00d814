"""What deeds change of a conversation, as plain values that a row can keep: to see what a deed did, and to put it back exactly."""

import json
from datetime import datetime
from typing import Any

from django.db import connection

from onmaru.inbox.models import Conversation, Episode, Message, Tagging

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
MOMENTS = frozenset({"snoozed_until", "customer_waiting_since", "spam_marked_at", "deleted_at"})
EPISODE = "episode"
# Asked twice for every conversation: the ORM takes longer to put this together than the database to answer it.
_FACTS = f"""
    SELECT {", ".join((*STANDING, *FIELDS))},
        (SELECT jsonb_agg(jsonb_build_array(tag_id, tagged_by_id, tagged_at)) FROM inbox_tagging WHERE conversation_id = conversation.id),
        (SELECT jsonb_build_array(id, resolved_at, resolved_by_id) FROM inbox_episode
            WHERE conversation_id = conversation.id ORDER BY ordinal DESC LIMIT 1)
    FROM inbox_conversation AS conversation WHERE id = %s
"""


class ChangedSince(ValueError):
    """Somebody changed since what would be put back."""


def facts_of(conversation_id: int) -> Facts:
    """As they are now, in one query: the fields, `tag:<id>` for each tag, and the last episode with its end."""
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, [conversation_id])
        *columns, carried, episode = cursor.fetchone()
    row = {name: _plain(value) for name, value in zip((*STANDING, *FIELDS), columns, strict=True)}
    facts: Facts = {name: row[name] for name in FIELDS} | {"standing": [row[name] for name in STANDING]}
    facts |= {f"tag:{tag}": [by, _moment(at)] for tag, by, at in json.loads(carried or "[]")}
    number, ended, by = json.loads(episode) if episode else (None, None, None)
    return {**facts, EPISODE: [number, _moment(ended), by] if number else None}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _moment(text: str | None) -> str | None:
    """As Python writes it, whatever PostgreSQL's JSON does with fractions of seconds."""
    return datetime.fromisoformat(text).isoformat() if text else None


def difference(before: Facts, after: Facts) -> tuple[Facts, Facts]:
    """Only what differs, as it was and as it is; a tag that is not carried is None."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in names}, {name: after.get(name) for name in names}


def put_back(conversation_id: int, before: Facts, after: Facts, even_if_changed: bool = False) -> bool:
    """Make `before` of what a deed turned into `after`; False when it is so. Inside the caller's transaction, with the row locked.

    Raises ChangedSince where it is neither any more, and then nothing was changed; or leaves just that, `even_if_changed`.
    """
    now = facts_of(conversation_id)
    back = [name for name in before if now.get(name) != before[name]]
    if changed := [name for name in back if now.get(name) != after[name]]:
        if not even_if_changed:
            raise ChangedSince(", ".join(changed))
        back = [name for name in back if name not in changed]
    if EPISODE in back:
        _put_episode_back(conversation_id, before[EPISODE], now[EPISODE])
    fields = {name: _value(name, before[name]) for name in back if name in FIELDS}
    if "standing" in back:
        fields |= {name: _value(name, value) for name, value in zip(STANDING, before["standing"], strict=True)}
    if fields:
        Conversation.objects.filter(pk=conversation_id).update(**fields)
    for name in back:
        if name.startswith("tag:"):
            _put_tag_back(conversation_id, int(name.removeprefix("tag:")), before[name])
    return bool(back)


def _value(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if name in MOMENTS and value else value


def _put_episode_back(conversation_id: int, before: list[Any], now: list[Any]) -> None:
    if now[0] != before[0]:
        # The deed began an episode. One in which somebody said something stays in the history.
        if Message.objects.filter(episode=now[0]).exists():
            raise ChangedSince(EPISODE)
        Episode.objects.filter(pk=now[0], conversation=conversation_id).delete()
    ended = datetime.fromisoformat(before[1]) if before[1] else None
    Episode.objects.filter(pk=before[0]).update(resolved_at=ended, resolved_by=before[2])


def _put_tag_back(conversation_id: int, tag_id: int, before: list[Any] | None) -> None:
    if before is None:
        Tagging.objects.filter(conversation=conversation_id, tag=tag_id).delete()
    else:
        at = datetime.fromisoformat(before[1])
        Tagging.objects.bulk_create(
            [Tagging(conversation_id=conversation_id, tag_id=tag_id, tagged_by_id=before[0], tagged_at=at)], ignore_conflicts=True
        )

"""Puts facts back: of many conversations in a few statements, and only where they still are what a deed made of them."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import connection

from onmaru.inbox.bulk.facts import EPISODE, FIELDS, REASON, STANDING, Facts, facts_of
from onmaru.inbox.models import Dispatch, Episode, Message

_COLUMNS = {
    "status": "text", "snoozed_until": "timestamptz", "wakes_on": "text", "priority": "smallint", "team_id": "bigint",
    "assignee_id": "bigint", "customer_waiting_since": "timestamptz", "spam_marked_at": "timestamptz", "spam_marked_by_id": "bigint",
    "deleted_at": "timestamptz", "deleted_by_id": "bigint",
}  # fmt: skip
_FIELDS_BACK = f"""
    UPDATE inbox_conversation AS conversation SET {", ".join(f"{name} = was.{name}" for name in _COLUMNS)}
    FROM jsonb_to_recordset(%s::jsonb) AS was (id bigint, {", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())})
    WHERE conversation.id = was.id
"""
_EPISODES_BACK = """
    UPDATE inbox_episode AS episode SET resolved_at = was.at, resolved_by_id = was.by,
        confirmed_at = CASE WHEN was.at IS NOT NULL THEN episode.confirmed_at END
    FROM jsonb_to_recordset(%s::jsonb) AS was (id bigint, at timestamptz, by bigint) WHERE episode.id = was.id
"""
_REASONS_BACK = """
    UPDATE inbox_episode AS episode SET reason_id = was.reason, reason_by_id = was.by, reason_at = was.at
    FROM jsonb_to_recordset(%s::jsonb) AS was (id bigint, reason bigint, by bigint, at timestamptz) WHERE episode.id = was.id
"""
_TAGS_OFF = """
    DELETE FROM inbox_tagging AS tagging USING jsonb_to_recordset(%s::jsonb) AS was (conversation bigint, tag bigint)
    WHERE tagging.conversation_id = was.conversation AND tagging.tag_id = was.tag
"""
_TAGS_ON = """
    INSERT INTO inbox_tagging (conversation_id, tag_id, tagged_by_id, tagged_at)
    SELECT conversation, tag, by, at FROM jsonb_to_recordset(%s::jsonb) AS was (conversation bigint, tag bigint, by bigint, at timestamptz)
    ON CONFLICT DO NOTHING
"""


def put_back(changes: Mapping[int, tuple[Facts, Facts]], even_if_changed: bool = False) -> set[int]:
    """Make `before` of what a deed turned into `after`, by conversation. Inside the caller's transaction, with the rows locked.

    Gives those that are neither any more, of which nothing was changed; `even_if_changed`, all but what others changed goes back.
    """
    now = facts_of(changes)
    back = {number: [name for name in before if now[number].get(name) != before[name]] for number, (before, _) in changes.items()}
    stopped = _taken_up_again(changes, back, now)
    for number, (_, after) in changes.items():
        changed = [name for name in back[number] if now[number].get(name) != after[name]]
        # What somebody has said of the reason since stays said, and keeps nothing else from going back.
        if changed not in ([], [REASON]) and not even_if_changed:
            stopped.add(number)
        back[number] = [name for name in back[number] if name not in changed]
    ours = {number: (names, changes[number][0]) for number, names in back.items() if number not in stopped}
    _put_episodes_back(ours, now)
    _put_reasons_back(ours)
    _put_fields_back(ours, now)
    _put_tags_back(ours)
    return stopped


def _taken_up_again(changes: Mapping[int, Any], back: dict[int, list[str]], now: dict[int, Facts]) -> set[int]:
    """Where the deed began an episode in which something was said that was not taken back: it stays in the history."""
    begun = {now[number][EPISODE][0]: number for number in changes if EPISODE in back[number] and _begun(changes[number][0], now[number])}
    said = Message.objects.exclude(dispatch__state=Dispatch.State.CANCELLED)
    spoken = said.filter(episode__in=begun).values_list("episode", flat=True).distinct() if begun else ()
    return {begun[episode] for episode in spoken}


def _begun(before: Facts, now: Facts) -> bool:
    return now[EPISODE][0] != before[EPISODE][0]


Ours = dict[int, tuple[list[str], Facts]]


def _put_episodes_back(ours: Ours, now: dict[int, Facts]) -> None:
    which = {number: before for number, (names, before) in ours.items() if EPISODE in names}
    begun = {now[number][EPISODE][0]: before[EPISODE][0] for number, before in which.items() if _begun(before, now[number])}
    if begun:
        for message in Message.objects.filter(episode__in=begun).only("pk", "episode"):
            Message.objects.filter(pk=message.pk).update(episode=begun[message.episode_id])
        Episode.objects.filter(pk__in=begun, conversation__in=which).delete()
    _run(_EPISODES_BACK, [dict(zip(("id", "at", "by"), before[EPISODE], strict=True)) for before in which.values()])


def _put_reasons_back(ours: Ours) -> None:
    was = [before[REASON] for names, before in ours.values() if REASON in names and before[REASON]]
    _run(_REASONS_BACK, [dict(zip(("id", "reason", "by", "at"), one, strict=True)) for one in was])


def _put_fields_back(ours: Ours, now: dict[int, Facts]) -> None:
    rows = []
    for number, (names, before) in ours.items():
        standing = (before if "standing" in names else now[number])["standing"]
        fields = {name: before[name] if name in names else now[number][name] for name in FIELDS}
        if "standing" in names or not fields.keys().isdisjoint(names):
            rows.append({"id": number, **dict(zip(STANDING, standing, strict=True)), **fields})
    _run(_FIELDS_BACK, rows)


def _put_tags_back(ours: Ours) -> None:
    off, on = [], []
    for number, (names, before) in ours.items():
        for name in names:
            if name.startswith("tag:"):
                tagging = {"conversation": number, "tag": int(name.removeprefix("tag:"))}
                was = before[name]
                off.append(tagging) if was is None else on.append({**tagging, "by": was[0], "at": was[1]})
    _run(_TAGS_OFF, off)
    _run(_TAGS_ON, on)


def _run(statement: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(statement, [json.dumps(rows)])

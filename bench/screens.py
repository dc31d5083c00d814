"""The hot screens of the desk: where each is asked for, what must stand in its body, and the bare SQL that fetches the same rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.utils.html import escape

from bench.filling import LONGEST, RARE, RARE_ONES

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
# What an agent looks for: in nearly every conversation, in a few, and two syllables in the middle of a word.
COMMON, INSIDE = "환불", "방울"

Bare = Callable[[Any], object]


@dataclass
class Screen:
    name: str
    # Asked for in turn, so that no answer is still warm from the one before; with what must stand in each body, and how often at least.
    asked: list[tuple[str, list[tuple[str, int]]]]
    # A statement with its parameters for each address; none where the statements of the screen itself are run again without it.
    bare: list[list[tuple[str, Sequence[object]]]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    # Milliseconds that the 95th of a hundred may take.
    limit: float | None = None


OPEN = "c.status = 'open' AND c.spam_marked_at IS NULL AND c.merged_into_id IS NULL AND c.deleted_at IS NULL"
_ROWS = f"""
    SELECT c.*, u.name, p.name, a.name, h.name, h.kind,
        ARRAY(SELECT t.name FROM inbox_tagging g JOIN inbox_tag t ON t.id = g.tag_id WHERE g.conversation_id = c.id ORDER BY t.name)
    FROM inbox_conversation c JOIN customers_customer u ON u.id = c.customer_id LEFT JOIN customers_customer p ON p.id = u.person_id
    LEFT JOIN people_agent a ON a.id = c.assignee_id JOIN inbox_channel h ON h.id = c.channel_id
    WHERE {OPEN} %s ORDER BY c.last_activity_at DESC, c.id DESC LIMIT %%s
"""
_AFTER = "AND (c.last_activity_at, c.id) < (%s, %s)"
_SEEN = "AND (c.team_id IS NULL OR c.assignee_id = %s OR c.team_id IN (SELECT team_id FROM people_agent_teams WHERE agent_id = %s))"
_CONVERSATION = [
    "SELECT c.*, u.*, h.* FROM inbox_conversation c JOIN customers_customer u ON u.id = c.customer_id"
    " JOIN inbox_channel h ON h.id = c.channel_id WHERE c.id = %s",
    "SELECT m.*, d.*, a.name FROM inbox_message m LEFT JOIN inbox_dispatch d ON d.message_id = m.id"
    " LEFT JOIN people_agent a ON a.id = m.agent_id WHERE m.conversation_id = %s ORDER BY m.created_at DESC, m.id DESC LIMIT 31",
    "SELECT * FROM inbox_note WHERE conversation_id = %s ORDER BY created_at DESC LIMIT 31",
    "SELECT * FROM events_event WHERE conversation_id = %s AND name LIKE 'conversation.%%' ORDER BY id DESC LIMIT 31",
    "SELECT * FROM inbox_participant WHERE conversation_id = %s",
]
_PANEL = [
    "SELECT u.* FROM inbox_conversation c JOIN customers_customer u ON u.id = c.customer_id WHERE c.id = %s",
    "SELECT i.* FROM inbox_conversation c JOIN customers_identity i USING (customer_id) WHERE c.id = %s",
    "SELECT o.* FROM inbox_conversation c JOIN inbox_conversation o USING (customer_id) WHERE c.id = %s"
    " ORDER BY o.last_activity_at DESC LIMIT 13",
]


def screens(lead: Any, agent: Any, repeats: int) -> list[tuple[Any, Screen]]:
    """Each with who looks at it."""
    return [
        (lead, _view("view: all open, by a lead", "", [])),
        (agent, _view("view: all open, by an agent", _SEEN, [agent.pk, agent.pk])),
        (lead, _next_page(repeats)),
        (lead, _counters()),
        (lead, _conversation("conversation of 5, whole page", 5, repeats, {})),
        (lead, _conversation("conversation of 5, opened from the list", 5, repeats, PART)),
        (lead, _conversation(f"conversation of {LONGEST}, whole page", LONGEST, repeats, {})),
        (lead, _conversation(f"conversation of {LONGEST}, opened from the list", LONGEST, repeats, PART)),
        (lead, _panel(repeats)),
        (lead, _search("search: a rare word", RARE, RARE_ONES)),
        (lead, _search("search: a common word", COMMON, 30)),
        (lead, _search("search: two syllables inside a word", INSIDE, RARE_ONES)),
    ]


def _view(name: str, seen: str, who: list[object]) -> Screen:
    from onmaru.inbox.models import Conversation
    from onmaru.inbox.queries import PAGE

    newest = Conversation.objects.filter(status="open").shown().newest_first() if not who else None
    expected = [(f'data-id="{newest.values_list("pk", flat=True)[0]}"', 1)] if newest is not None else []
    return Screen(name, [("/desk/views/all/", [("data-row", PAGE), *expected])], [[(_ROWS % seen, [*who, PAGE + 1])]], limit=60)


def _next_page(repeats: int) -> Screen:
    from onmaru.inbox.models import Conversation
    from onmaru.inbox.queries import PAGE
    from onmaru.inbox.sorting import Cursor

    rows = list(Conversation.objects.filter(status="open").shown().newest_first().values_list("last_activity_at", "pk"))
    found = Screen("view: a next page", [], headers=PART, limit=60)
    # Pages all the way down the list.
    for number in range(repeats):
        place = (len(rows) - 60) * number // repeats
        following = rows[place + 1 : place + 1 + PAGE]
        checks = [("data-row", PAGE), *((f'data-id="{key}"', 1) for _, key in following[:: len(following) - 1])]
        found.asked.append((f"/desk/views/all/?after={Cursor(rows[place])}", checks))
        found.bare.append([(_ROWS % _AFTER, [*rows[place], PAGE + 1])])
    return found


def _counters() -> Screen:
    from onmaru.inbox.models import Channel
    from onmaru.people.models import Team

    teams, channels = ([*model.objects.values_list("pk", flat=True)] for model in (Team, Channel))
    shown = "spam_marked_at IS NULL AND merged_into_id IS NULL AND deleted_at IS NULL"
    of = [f"team_id = {key} AND status = 'open' AND {shown}" for key in teams]
    of += [f"channel_id = {key} AND status = 'open' AND {shown}" for key in channels]
    of += [f"assignee_id IS NULL AND status = 'open' AND {shown}", f"status = 'open' AND {shown}", f"status = 'snoozed' AND {shown}"]
    of += ["spam_marked_at IS NOT NULL AND merged_into_id IS NULL AND deleted_at IS NULL"]
    bare = "SELECT " + ", ".join(f"(SELECT count(*) FROM (SELECT 1 FROM inbox_conversation WHERE {one} LIMIT 1000) AS c)" for one in of)
    checks = [("/desk/views/team-", len(teams)), ("/desk/views/channel-", len(channels))]
    return Screen(f"counters of {len(of)} views", [("/desk/rail/", checks)], [[(bare, [])]], PART, limit=60)


def _conversation(name: str, length: int, repeats: int, headers: dict[str, str]) -> Screen:
    from onmaru.inbox.models import Conversation

    found = Screen(name, [], headers=headers, limit=60)
    for conversation in Conversation.objects.filter(message_count=length, spam_marked_at=None).order_by("-pk")[: max(repeats, 1)]:
        last = conversation.messages.order_by("-created_at", "-id")[0]
        said = escape(last.text.splitlines()[-1])
        found.asked.append((f"/desk/conversations/{conversation.pk}/", [(f'id="message-{last.pk}"', 1), (said, 1)]))
        found.bare.append([(statement, [conversation.pk]) for statement in _CONVERSATION])
    return found


def _panel(repeats: int) -> Screen:
    from onmaru.inbox.models import Conversation

    found = Screen("customer panel", [], headers=PART, limit=60)
    for conversation in (
        Conversation.objects.filter(status="open", spam_marked_at=None).select_related("customer").order_by("-pk")[:repeats]
    ):
        checks = [(escape(conversation.customer.name), 1), (f"customer{conversation.customer.pk}@mail.example", 1)]
        found.asked.append((f"/desk/conversations/{conversation.pk}/side/", checks))
        found.bare.append([(statement, [conversation.pk]) for statement in _PANEL])
    return found


def _search(name: str, words: str, at_least: int) -> Screen:
    return Screen(name, [(f"/desk/search/?q={quote(words)}", [("data-row", at_least)])], headers=PART, limit=100)

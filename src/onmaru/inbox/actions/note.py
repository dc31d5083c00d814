from collections import defaultdict

from django.db import transaction

from onmaru.events.log import record
from onmaru.inbox.actions._by import actor_of
from onmaru.inbox.actions._findable import findable
from onmaru.inbox.audience import everybody, who_may_see
from onmaru.inbox.events import NoteWritten
from onmaru.inbox.mentions import calls
from onmaru.inbox.models import Attachment, Conversation, Draft, Note
from onmaru.kit import clock
from onmaru.people.models import Agent


class EmptyNote(ValueError):
    """Neither text nor a file."""


@transaction.atomic
def note(conversation: Conversation, by: Agent | None, text: str, key: str = "") -> Note:
    """Write something about a conversation that the customer never sees, with the files of the note's draft; once for a `key`.

    Nobody writes it: the product itself does.
    """
    # The lock makes the second of two equal posts wait and find the first.
    Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    if key and (known := Note.objects.filter(author=by, key=key).first()):
        return known
    files = Attachment.objects.filter(draft__conversation=conversation, draft__agent=by, draft__purpose=Draft.Purpose.NOTE)
    if not text.strip() and not files:
        raise EmptyNote
    mentions, told = _called(conversation, text)
    written = Note.objects.create(conversation=conversation, author=by, text=text, mentions=mentions, key=key, created_at=clock.now())
    names = list(files.values_list("name", flat=True))
    files.update(note=written, draft=None)
    findable(written, names)
    Draft.objects.filter(conversation=conversation, agent=by, purpose=Draft.Purpose.NOTE).delete()
    record(NoteWritten(conversation_id=conversation.pk, note_id=written.pk, mentioned_ids=told), by=actor_of(by))
    return written


def _called(conversation: Conversation, text: str) -> tuple[list[dict[str, object]], list[int]]:
    """What a note keeps of the names in it, and the agents to tell."""
    found = calls(text, everybody()) if "@" in text else []
    if not found:
        return [], []
    may_see = set(who_may_see(conversation).values_list("pk", flat=True))
    members: dict[int, set[int]] = defaultdict(set)
    for team, agent in Agent.teams.through.objects.filter(
        team__in=[call.somebody.id for call in found if call.somebody.kind == "team"]
    ).values_list("team_id", "agent_id"):
        members[team].add(agent)
    kept: list[dict[str, object]] = []
    told: set[int] = set()
    for call in found:
        one = call.somebody
        reached = (members[one.id] if one.kind == "team" else {one.id}) & may_see
        told |= reached
        kept.append({"kind": one.kind, "id": one.id, "start": call.start, "end": call.end, "told": bool(reached)})
    return kept, sorted(told)

from collections.abc import Iterable

from django.db import transaction

from onmaru.events.log import record
from onmaru.inbox.handing import Handed
from onmaru.inbox.portal import promises
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.people.queries import calendars_of
from onmaru.people.roles import Permission
from onmaru.teamwork.due import due_at
from onmaru.teamwork.events import DutyBegun
from onmaru.teamwork.gather import gather
from onmaru.teamwork.models import Cause, Duty, Handover
from onmaru.teamwork.packet import packed


@transaction.atomic
def hand_over(handed: Iterable[Handed]) -> list[Handover]:
    """Freeze what is known of conversations that were given to another team; whoever had them owes a look at what becomes of them."""
    given = [one for one in handed if is_worth_it(one)]
    if not given:
        return []
    known = gather([one.conversation for one in given], {one.conversation.pk: one.assignee_before for one in given})
    causes = {str(cause.pk): cause for cause in Cause.objects.in_use()}
    now = clock.now()
    rows = [
        Handover(
            conversation=one.conversation,
            at=now,
            by_id=one.by.id if one.by.kind == "agent" else None,
            from_agent_id=one.assignee_before,
            from_team_id=one.team_before,
            to_team=one.to,
            cause=causes.get(one.cause),
            because=one.because[:200],
            packet=packed(known[one.conversation.pk]),
        )
        for one in given
        if one.conversation.pk in known
    ]
    made = Handover.objects.bulk_create(rows)
    begin_duties(made, {one.conversation.pk: one for one in given})
    return made


def is_worth_it(handed: Handed) -> bool:
    """What lands in its first team has no past; what the product moves without anybody having had it, neither."""
    return handed.to is not None and (handed.by.kind == "agent" or handed.assignee_before is not None)


def begin_duties(made: list[Handover], handed: dict[int, Handed]) -> None:
    """One at a time for a conversation: whoever had it first goes on owing it."""
    numbers = [row.conversation_id for row in made]
    has_one = set(Duty.objects.still_open().filter(conversation__in=numbers).values_list("conversation_id", flat=True))
    owners = _owners(handed)
    promised, now = promises.of(numbers), clock.now()
    calendars = calendars_of(one.to.pk for one in handed.values() if one.to)
    duties = [
        Duty(
            handover=row,
            conversation_id=row.conversation_id,
            owner=owner,
            begun_at=now,
            due_at=due_at(promised.get(row.conversation_id), calendars[row.to_team.pk], now),
            as_promised=(promised.get(row.conversation_id) or now) > now,
        )
        for row in made
        if row.to_team and row.conversation_id not in has_one and (owner := owners.get(row.conversation_id))
    ]
    begun = Duty.objects.bulk_create(duties)
    if begun:
        happened = (
            DutyBegun(conversation_id=one.conversation_id, duty_id=one.pk, owner_id=one.owner_id, due_at=one.due_at.isoformat())
            for one in begun
        )
        # One deed gave them all away.
        record(*happened, by=handed[begun[0].conversation_id].by)


def _owners(handed: dict[int, Handed]) -> dict[int, Agent]:
    """By conversation, whoever had it, else whoever gave it away; nobody where it stays theirs, and where the product moved it."""
    wanted = {number: [one.assignee_before, one.by.id] for number, one in handed.items() if one.by.kind == "agent"}
    agents = Agent.objects.at_work().in_bulk({number for some in wanted.values() for number in some if number})
    found: dict[int, Agent] = {}
    for number, some in wanted.items():
        owner = next((agents[one] for one in some if one in agents and agents[one].may(Permission.ANSWER)), None)
        if owner and owner != handed[number].agent:
            found[number] = owner
    return found

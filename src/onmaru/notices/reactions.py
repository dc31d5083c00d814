from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from onmaru.automation.events import AgentsCalled
from onmaru.events.happening import Happening
from onmaru.events.models import Event
from onmaru.events.reactions import on
from onmaru.inbox.audience import who_may_see
from onmaru.inbox.bulk.events import BulkFinished
from onmaru.inbox.events import (
    ConversationAssigned,
    ConversationSnoozed,
    ConversationTransferred,
    ConversationWoken,
    MessageBounced,
    MessageFailed,
    MessageReceived,
    NoteWritten,
)
from onmaru.inbox.models import Bulk, BulkItem, Conversation, Message, Presence
from onmaru.notices.actions.tell import tell
from onmaru.notices.kinds import Kind
from onmaru.people.models import Team
from onmaru.people.roles import Permission, Role, may
from onmaru.radar.events import DayEndedWithSomeLeft
from onmaru.sla.events import SlaBreached, SlaWarned
from onmaru.tasks.events import TaskAnswered, TaskBreached
from onmaru.tasks.models import Task
from onmaru.teamwork.events import (
    ConversationEscalated,
    DutyOverdue,
    DutyReminded,
    EscalationEnded,
    EscalationMoved,
    EscalationOverdue,
)
from onmaru.workflows.events import StageBreached, StageWarned
from onmaru.workflows.models import Step

ANSWERING = [role.value for role in Role if may(role, Permission.ANSWER)]


def _agents_of(team_id: int | None) -> list[int]:
    return [*Team.objects.filter(pk=team_id, agents__isnull=False).values_list("agents", flat=True)] if team_id else []


# Deeds that give many conversations to somebody: the line each leaves, what those are told, and who they are.
MANY_GIVEN: dict[str, tuple[str, Kind, Callable[[dict[str, Any]], list[int]]]] = {
    "assign": (ConversationAssigned.name, Kind.ASSIGNED, lambda said: [said["agent"]] if said["agent"] else []),
    "team": (ConversationTransferred.name, Kind.TRANSFERRED, lambda said: _agents_of(said["team"])),
}


def _line(happened: Happening) -> Event | None:
    """The line of the log that this is. Of two equal ones the newer: told once is enough for both."""
    same = Event.objects.filter(name=happened.name, conversation_id=getattr(happened, "conversation_id", None), data=asdict(happened))  # pyright: ignore[reportArgumentType]
    return same.order_by("-id").first()


def _tell(kind: Kind, happened: Happening, agent_ids: list[int | None]) -> None:
    wanted = [number for number in agent_ids if number is not None]
    if wanted and (line := _line(happened)):
        tell(kind, line, wanted)


def _assignee(conversation_id: int) -> int | None:
    return Conversation.objects.filter(pk=conversation_id).values_list("assignee_id", flat=True).first()


@on(NoteWritten)
def tell_of_mention(event: NoteWritten) -> None:
    _tell(Kind.MENTION, event, [*event.mentioned_ids])


@on(ConversationAssigned)
def tell_of_assignment(event: ConversationAssigned) -> None:
    if event.bulk_id is None:
        _tell(Kind.ASSIGNED, event, [event.agent_id])


@on(AgentsCalled)
def tell_of_call(event: AgentsCalled) -> None:
    _tell(Kind.RULE, event, [*event.agent_ids])


@on(MessageReceived)
def tell_of_answer(event: MessageReceived) -> None:
    """A machine's words are no answer, and what was there before it became somebody's is no news to them."""
    assignee = None if event.machine else _assignee(event.conversation_id)
    given = Event.objects.filter(name=ConversationAssigned.name, conversation_id=event.conversation_id, data__agent_id=assignee)
    line = _line(event) if assignee else None
    if line and not given.filter(pk__gt=line.pk).exists():
        _tell(Kind.ANSWER, event, [assignee])


@on(MessageReceived)
def tell_of_chat(event: MessageReceived) -> None:
    """Where people talk at the same time, whoever is at their desk and may take it hears of somebody new whom nobody has yet."""
    if not event.opens_episode or event.machine:
        return
    conversation = Conversation.objects.select_related("channel").filter(pk=event.conversation_id).first()
    if conversation is None or conversation.assignee_id or not conversation.channel.can.typing:
        return
    people = who_may_see(conversation).filter(role__in=ANSWERING, pk__in=Presence.objects.fresh().values("agent"))
    if conversation.team_id:
        people = people.filter(teams=conversation.team_id)
    _tell(Kind.CHAT, event, [*people.values_list("pk", flat=True)])


@on(ConversationTransferred)
def tell_of_transfer(event: ConversationTransferred) -> None:
    """By a person: what the product itself puts into a team's queue is seen there, and would drown the rest."""
    line = _line(event) if event.team_id and event.bulk_id is None else None
    if line and line.actor_kind == "agent":
        _tell(Kind.TRANSFERRED, event, [*_agents_of(event.team_id)])


@on(BulkFinished)
def tell_of_many(event: BulkFinished) -> None:
    """What one deed gave to somebody is one notice, about the first of it. What is being taken back is none."""
    bulk = Bulk.objects.filter(pk=event.bulk_id, deed__in=MANY_GIVEN, undo_asked_at=None).first()
    if bulk is None:
        return
    name, kind, given_to = MANY_GIVEN[bulk.deed]
    done = bulk.items.filter(state=BulkItem.State.DONE, conversation__spam_marked_at=None).order_by("id")
    first = done.values_list("conversation_id", flat=True).first()
    if line := Event.objects.filter(name=name, conversation_id=first, data__bulk_id=bulk.pk).first():
        tell(kind, line, given_to(bulk.parameters), further=bulk.done - 1)


@on(MessageFailed, MessageBounced)
def tell_of_failure(event: MessageFailed | MessageBounced) -> None:
    """Whoever wrote it; what the product said by itself concerns whoever is accountable."""
    writer = Message.objects.filter(pk=event.message_id).values_list("agent_id", flat=True).first()
    _tell(Kind.FAILED, event, [writer or _assignee(event.conversation_id)])


@on(ConversationWoken)
def tell_of_waking(event: ConversationWoken) -> None:
    """Whoever is accountable, else whoever put it to sleep. When the customer woke it, their answer is told already."""
    if event.because == "customer":
        return
    slept = (
        Event.objects.filter(name=ConversationSnoozed.name, conversation_id=event.conversation_id, actor_kind="agent")
        .order_by("-id")
        .first()
    )
    _tell(Kind.WOKEN, event, [_assignee(event.conversation_id) or (slept.actor_id if slept else None)])


def _leads(conversation_id: int) -> list[int]:
    """Who looks after those that nobody has: the leads of its team, else all leads, else who runs the shop."""
    seen = who_may_see(Conversation.objects.get(pk=conversation_id))
    leads = seen.filter(role=Role.LEAD)
    of_team = leads.filter(teams__conversations=conversation_id)
    found = next((some for some in (of_team, leads, seen.filter(role__in=[Role.OWNER, Role.ADMIN])) if some.exists()), seen.none())
    return [*found.values_list("pk", flat=True).distinct()]


@on(SlaWarned)
def tell_of_due(event: SlaWarned) -> None:
    """Whoever is accountable; of what is nobody's, the leads."""
    assignee = _assignee(event.conversation_id)
    _tell(Kind.DUE, event, [assignee] if assignee else [*_leads(event.conversation_id)])


@on(SlaBreached)
def tell_of_overdue(event: SlaBreached) -> None:
    """Of what was answered too late, nobody has to be told any more."""
    if Conversation.objects.filter(pk=event.conversation_id, due_for=event.target).exists():
        _tell(Kind.OVERDUE, event, [_assignee(event.conversation_id), *_leads(event.conversation_id)])


def _who_asked(task_id: int, conversation_id: int) -> list[int | None]:
    """Whoever asked, and whoever has the conversation by now; of what is nobody's, and was asked by a rule, the leads."""
    asker = Task.objects.filter(pk=task_id, asked_by__is_active=True).values_list("asked_by_id", flat=True).first()
    assignee = _assignee(conversation_id)
    return [asker, assignee] if asker or assignee else [*_leads(conversation_id)]


@on(TaskAnswered)
def tell_of_task(event: TaskAnswered) -> None:
    _tell(Kind.TASK, event, _who_asked(event.task_id, event.conversation_id))


@on(TaskBreached)
def tell_of_late_task(event: TaskBreached) -> None:
    _tell(Kind.TASK_LATE, event, _who_asked(event.task_id, event.conversation_id))


@on(DutyReminded)
def tell_of_duty(event: DutyReminded) -> None:
    """Whoever owes the look, and nobody else."""
    _tell(Kind.DUTY, event, [event.owner_id])


@on(DutyOverdue)
def tell_of_late_duty(event: DutyOverdue) -> None:
    """Whoever owes the look, and the leads of whoever has the conversation now."""
    _tell(Kind.DUTY_LATE, event, [event.owner_id, *_leads(event.conversation_id)])


def _who_has_the_stage(conversation_id: int, stage_id: int) -> list[int | None]:
    """Whoever is accountable; of what is nobody's, the team of the stage, else the leads."""
    assignee = _assignee(conversation_id)
    team = Step.objects.filter(stage=stage_id).values_list("stage__team_id", flat=True).first()
    return [assignee] if assignee else [*(_agents_of(team) or _leads(conversation_id))]


@on(StageWarned)
def tell_of_stage(event: StageWarned) -> None:
    _tell(Kind.DUE, event, _who_has_the_stage(event.conversation_id, event.stage_id))


@on(StageBreached)
def tell_of_late_stage(event: StageBreached) -> None:
    _tell(Kind.OVERDUE, event, _who_has_the_stage(event.conversation_id, event.stage_id))


@on(ConversationEscalated, EscalationMoved)
def tell_of_call_for_help(event: ConversationEscalated | EscalationMoved) -> None:
    """Whoever has to answer, also where that is somebody else by now."""
    _tell(Kind.HELP, event, [event.owner_id])


@on(EscalationOverdue)
def tell_of_unanswered_call(event: EscalationOverdue) -> None:
    """Whoever was asked, and who runs the shop."""
    seen = who_may_see(Conversation.objects.get(pk=event.conversation_id))
    _tell(Kind.HELP_LATE, event, [event.owner_id, *seen.filter(role__in=[Role.OWNER, Role.ADMIN]).values_list("pk", flat=True)])


@on(EscalationEnded)
def tell_of_help(event: EscalationEnded) -> None:
    """Whoever asked; that the matter is over they know anyway."""
    if event.ended != "over":
        _tell(Kind.HELPED, event, [event.raised_by_id])


@on(DayEndedWithSomeLeft)
def tell_of_what_is_left(event: DayEndedWithSomeLeft) -> None:
    """One word for all that is left of a team, to whoever leads it."""
    if line := _line(event):
        tell(Kind.LEFT_OVER, line, _leads(event.conversation_id), further=event.missed + event.duplicates - 1)

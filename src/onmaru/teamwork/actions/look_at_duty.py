from django.db import transaction

from onmaru.events.log import record
from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.teamwork.accounting import accountable_for
from onmaru.teamwork.actions.end_duty import drop
from onmaru.teamwork.events import DutyMoved, DutyOverdue, DutyReminded
from onmaru.teamwork.models import Duty
from onmaru.teamwork.models.duty import REMINDER


@transaction.atomic
def look_at_duty(number: int) -> None:
    """See whether a duty is still owed and by whom, and say what is due. As often as one likes."""
    duty = Duty.objects.still_open().select_for_update(of=("self",)).select_related("conversation", "owner").filter(pk=number).first()
    if duty is None:
        return
    if is_moot(duty):
        drop(duty)
        return
    if not duty.owner.is_active:
        move(duty)
    now = clock.now()
    ids = {"conversation_id": duty.conversation_id, "duty_id": duty.pk, "owner_id": duty.owner_id}
    if duty.overdue_at is None and duty.due_at <= now:
        Duty.objects.filter(pk=duty.pk).update(overdue_at=now, reminded_at=duty.reminded_at or now)
        record(DutyOverdue(**ids))
    # Of one that is short from the beginning, nobody is reminded before it begins.
    elif duty.reminded_at is None and max(duty.due_at - REMINDER, duty.begun_at) < now < duty.due_at:
        Duty.objects.filter(pk=duty.pk).update(reminded_at=now)
        record(DutyReminded(**ids))


def is_moot(duty: Duty) -> bool:
    """It came back to whoever owes the look, or there is nobody left to have been served."""
    conversation = duty.conversation
    gone = conversation.deleted_at is not None or conversation.is_spam
    return gone or (conversation.assignee_id == duty.owner_id and conversation.merged_into_id is None)


def move(duty: Duty) -> None:
    """Its owner left: whoever is accountable now owes it."""
    conversation = Conversation.objects.get(pk=duty.conversation_id)
    found = accountable_for(conversation, besides=duty.owner_id)
    if found is None:
        return
    before = duty.owner_id
    Duty.objects.filter(pk=duty.pk).update(owner=found.agent)
    duty.owner, duty.owner_id = found.agent, found.agent.pk
    record(DutyMoved(conversation_id=duty.conversation_id, duty_id=duty.pk, owner_id=found.agent.pk, before_id=before))


@transaction.atomic
def move_duties_of(agent: Agent | int) -> None:
    """Whoever left owes nothing any more; somebody else does."""
    number = agent.pk if isinstance(agent, Agent) else agent
    for duty in Duty.objects.still_open().filter(owner=number, owner__is_active=False).select_for_update(of=("self",)).order_by("pk"):
        move(duty)

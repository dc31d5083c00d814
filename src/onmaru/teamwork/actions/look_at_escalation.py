from django.db import transaction

from onmaru.events.log import record
from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.teamwork.accounting import who_leads
from onmaru.teamwork.actions.answer_escalation import end_escalation
from onmaru.teamwork.events import EscalationOverdue
from onmaru.teamwork.models import Escalation


@transaction.atomic
def look_at_escalation(number: int) -> None:
    """See whether an answer is still owed and by whom, and say so when it is late. As often as one likes."""
    rows = Escalation.objects.still_open().select_for_update(of=("self",)).select_related("conversation", "owner")
    escalation = rows.filter(pk=number).first()
    if escalation is None:
        return
    conversation = escalation.conversation
    if (
        conversation.status == Conversation.Status.RESOLVED
        or conversation.deleted_at
        or conversation.is_spam
        or conversation.merged_into_id
    ):
        end_escalation(escalation)
        return
    if not escalation.owner.is_active and (owner := who_leads(conversation)):
        Escalation.objects.filter(pk=number).update(owner=owner)
        escalation.owner_id = owner.pk
    if escalation.overdue_at is None and escalation.due_at <= clock.now():
        Escalation.objects.filter(pk=number).update(overdue_at=clock.now())
        record(EscalationOverdue(conversation_id=conversation.pk, escalation_id=number, owner_id=escalation.owner_id))

from django.db import transaction

from onmaru.events.log import record
from onmaru.inbox.actions.prioritise import prioritise
from onmaru.inbox.models import Conversation
from onmaru.inbox.thread import final
from onmaru.kit import clock
from onmaru.teamwork.accounting import who_leads
from onmaru.teamwork.actions.answer_escalation import end_escalation
from onmaru.teamwork.events import EscalationMoved, EscalationOverdue
from onmaru.teamwork.models import Escalation


@transaction.atomic
def look_at_escalation(number: int) -> None:
    """See whether an answer is still owed and by whom, and say so when it is late. As often as one likes."""
    rows = Escalation.objects.still_open().select_for_update(of=("self",)).select_related("conversation", "owner")
    escalation = rows.filter(pk=number).first()
    if escalation is None:
        return
    conversation = _where_it_is_now(escalation)
    if conversation is None:
        end_escalation(escalation)
        return
    if not escalation.owner.is_active and (owner := who_leads(conversation)):
        Escalation.objects.filter(pk=number).update(owner=owner)
        before, escalation.owner_id = escalation.owner_id, owner.pk
        record(EscalationMoved(conversation_id=conversation.pk, escalation_id=number, owner_id=owner.pk, before_id=before))
    if escalation.overdue_at is None and escalation.due_at <= clock.now():
        Escalation.objects.filter(pk=number).update(overdue_at=clock.now())
        record(EscalationOverdue(conversation_id=conversation.pk, escalation_id=number, owner_id=escalation.owner_id))


def _where_it_is_now(escalation: Escalation) -> Conversation | None:
    """The conversation that needs help, which the call follows into what it was merged into; None where none does any more."""
    before = escalation.conversation
    found = Conversation.objects.select_for_update(no_key=True).get(pk=final(before).pk)
    if found.status == Conversation.Status.RESOLVED or found.deleted_at or found.is_spam:
        return None
    if found.pk == before.pk:
        return found
    if Escalation.objects.still_open().filter(conversation=found).exists():
        # Somebody was asked about that one, too: one answer does for both.
        return None
    Escalation.objects.filter(pk=escalation.pk).update(conversation=found, priority_before=found.priority)
    prioritise(found, Conversation.Priority.URGENT)
    return found

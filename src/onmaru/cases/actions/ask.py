from django.db import transaction

from onmaru.cases.events import CaseExported
from onmaru.cases.models import CaseExport
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue_once
from onmaru.people.models import Agent


class NoReason(ValueError):
    """Who hands out a customer's words says why."""


@transaction.atomic
def ask_again(wanted: CaseExport) -> bool:
    """Have a document that did not come made once more. False when it is there, or may still come."""
    from onmaru.cases.jobs import make

    return wanted.is_late and enqueue_once(make, f"case:{wanted.pk}", export_id=wanted.pk)


@transaction.atomic
def ask(conversation: Conversation, by: Agent, because: str, with_notes: bool = False, key: str = "") -> CaseExport:
    """Have a conversation written down as a sealed document; the log says who wanted it and why."""
    from onmaru.cases.jobs import make

    because = " ".join(because.split())[:300]
    if not because:
        raise NoReason
    Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    if key and (known := CaseExport.objects.filter(asked_by=by, key=key).first()):
        return known
    wanted = CaseExport.objects.create(
        conversation=conversation, asked_by=by, asked_at=clock.now(), because=because, with_notes=with_notes, key=key
    )
    asked = CaseExported(conversation_id=conversation.pk, export_id=wanted.pk, because=because, with_notes=with_notes)
    record(asked, by=actor.agent(by.pk))
    enqueue_once(make, f"case:{wanted.pk}", export_id=wanted.pk)
    return wanted

from django.db import transaction

from onmaru.customers.handles import normalised
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.events import AddressLeft
from onmaru.inbox.models import Conversation, Participant


@transaction.atomic
def be_reached(conversation: Conversation, handle: str, name: str = "") -> None:
    """The customer says at which e-mail address they can be answered in this conversation.

    It is nobody's identity by that: whoever types an address has not shown that it is theirs, so no customers are merged for it.
    """
    handle = normalised(handle)
    Participant.objects.filter(conversation=conversation, handle=handle).delete()
    Participant.objects.create(conversation=conversation, handle=handle, name=name[:120], role=Participant.Role.CUSTOMER)
    record(AddressLeft(conversation_id=conversation.pk), by=actor.customer(conversation.customer_id))

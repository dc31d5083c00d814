from django.db import transaction

from onmaru.inbox.models import Conversation, Message
from onmaru.radar.models import Trace
from onmaru.radar.stated import keyed, stated
from onmaru.stated.queries import amended_in

# Of a conversation whose messages moved; what was said before is not what is asked now.
READ_AGAIN = 50


@transaction.atomic
def trace(message: Message) -> bool:
    """Note by what a customer's message is found. Says whether something was new."""
    found = stated(f"{message.subject}\n{message.text}", message.sender_handle) if message.is_of_customer else {}
    known = set(Trace.objects.filter(conversation=message.conversation_id, key__in=list(found)).values_list("key", flat=True))
    new = found.keys() - known
    # Hardly anything is new, and hardly anything was amended.
    struck = keyed(amended_in(message.conversation_id).struck) if new else {}
    return _keep(message.conversation_id, {key: shown for key, shown in found.items() if key in new and key not in struck})


@transaction.atomic
def trace_again(conversation_id: int) -> None:
    """As its messages are now, after some went or came, and as agents amended what they state."""
    if not Conversation.objects.select_for_update(no_key=True).filter(pk=conversation_id).exists():
        return
    theirs = Message.objects.filter(conversation=conversation_id, direction=Message.Direction.IN, machine="")
    words = theirs.order_by("-created_at", "-id").values_list("subject", "text", "sender_handle")[:READ_AGAIN]
    found = {key: shown for subject, text, handle in words for key, shown in stated(f"{subject}\n{text}", handle).items()}
    by_hand = amended_in(conversation_id)
    struck = keyed(by_hand.struck)
    found = {key: shown for key, shown in found.items() if key not in struck} | keyed(by_hand.noted)
    Trace.objects.filter(conversation=conversation_id).exclude(key__in=list(found)).delete()
    _keep(conversation_id, found)


def _keep(conversation_id: int, found: dict[str, str]) -> bool:
    rows = [Trace(conversation_id=conversation_id, key=key, shown=shown) for key, shown in found.items()]
    return bool(Trace.objects.bulk_create(rows, ignore_conflicts=True))

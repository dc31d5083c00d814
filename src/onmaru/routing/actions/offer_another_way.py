from django.db import transaction

from onmaru.channels import fallback
from onmaru.events.log import record
from onmaru.inbox.actions._locked import locked_one
from onmaru.inbox.actions.reply import Empty, reply_automatically
from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.rich import Button, QuickReplies
from onmaru.kit import clock
from onmaru.routing.events import WayOffered
from onmaru.routing.leaving import could_leave
from onmaru.routing.models import Offer
from onmaru.routing.patience import Because, Words, offered, words_in

# The beginning of what the buttons say when they are pressed; a chat asks for the number or the address by itself.
LEAVE = "leave"


@transaction.atomic
def offer_another_way(number: int, because: Because) -> bool:
    """Offer who waits to be called or answered by e-mail instead, once a wait. False when that was done, or they wait no longer."""
    locked_one(Conversation(pk=number))
    now = clock.now()
    row = could_leave(Conversation.objects.filter(pk=number), now).select_related("channel", "customer__person").first()
    if row is None or row.customer_waiting_since is None:
        return False
    Offer.objects.create(conversation=row, waiting_since=row.customer_waiting_since, made_at=now)
    words = words_in(row.language or row.customer.merged.language or row.channel.language)
    text = offered(because, now - row.customer_waiting_since, words)
    last = Message.objects.filter(conversation=row).select_related("channel", "conversation").order_by("-pk").first()
    # Whoever went and can be written to is answered by mail as it is.
    if last is None or fallback.way_for(last):
        return False
    try:
        reply_automatically(row, text, rich=QuickReplies(text, _buttons(words)))
    except Empty:
        return False
    record(WayOffered(conversation_id=row.pk, because=because))
    return True


def _buttons(words: Words) -> tuple[Button, ...]:
    ways = ((words.phone, "phone"), (words.email, "email"), (words.stay, "not"))
    return tuple(Button("postback", title, f"{LEAVE}:{way}") for title, way in ways)

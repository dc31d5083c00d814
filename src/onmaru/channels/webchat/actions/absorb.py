from contextlib import suppress

from django.db import transaction

from onmaru.channels.webchat.attendance import room_of_visitor
from onmaru.channels.webchat.models import Chat, Upload, Visitor
from onmaru.channels.webchat.whisper import whisper
from onmaru.customers.actions.identify import identify
from onmaru.customers.actions.merge import SamePerson, merge
from onmaru.customers.models import Identity
from onmaru.kit.rows import one


@transaction.atomic
def absorb(anonymous: Visitor, proven: Visitor) -> None:
    """What somebody wrote before they signed in at the shop is theirs; the token that opened it opens nothing any more."""
    taken = set(Chat.objects.filter(visitor=proven).values_list("client_id", flat=True))
    for chat in Chat.objects.select_for_update().filter(visitor=anonymous):
        # The browser's names of chats are random; the same name twice is two chats all the same.
        client_id = chat.key if chat.client_id in taken else chat.client_id
        Chat.objects.filter(pk=chat.pk).update(visitor=proven, client_id=client_id)
    Upload.objects.filter(visitor=anonymous).update(visitor=proven)
    _one_customer(anonymous, proven)
    # Its sessions end with it: one that somebody else kept open must not see what is written from now on.
    whisper("left", room_of_visitor(anonymous.pk))
    whisper("hello", room_of_visitor(proven.pk))
    anonymous.delete()


def _one_customer(anonymous: Visitor, proven: Visitor) -> None:
    sort = proven.channel.kind_of.handle_sort
    before = one(Identity.objects.filter(sort=sort, handle=anonymous.handle).select_related("customer"))
    if before is None:
        return
    now = identify(sort, proven.handle, proven.name or before.name, proven.language)
    with suppress(SamePerson):
        merge(before.customer, now.customer, by=None)

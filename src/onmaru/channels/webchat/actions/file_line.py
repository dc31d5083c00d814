from onmaru.channels.webchat.actions.append import append
from onmaru.channels.webchat.actions.reach import reach_by_email
from onmaru.channels.webchat.models import Chat, Line, Upload, Visitor
from onmaru.inbox.inbound import Inbound
from onmaru.inbox.models import Message
from onmaru.kit import clock
from onmaru.kit.rows import one

CREATED = Line.Sort.CREATED


def file_line(message: Message, inbound: Inbound) -> None:
    """Show a visitor's message in their chat, in the transaction that files it."""
    chat = one(Chat.objects.select_for_update(of=("self",), no_key=True).select_related("visitor").filter(key=inbound.hints.provider_id))
    if chat is None or Line.objects.filter(chat=chat, message=message, sort=CREATED).exists():
        return
    now_open: dict[str, object] = {"ended_at": None, "left_at": None, "left_how": "", "left_address": "", "abandoned_at": None}
    if chat.conversation_id is None:
        now_open["conversation"] = message.conversation_id
        if chat.visitor.email:
            reach_by_email(message.conversation_id, chat.visitor.email)
    # Whoever writes is here again.
    if chat.conversation_id is None or chat.ended_at or chat.left_at or chat.abandoned_at:
        Chat.objects.filter(pk=chat.pk).update(**now_open)
    Visitor.objects.filter(pk=chat.visitor_id).update(seen_at=clock.now())
    client_id = inbound.dedupe_key.partition(":")[2]
    data = {"reply_to": inbound.hints.references[0]} if inbound.hints.references else {}
    append(chat.pk, CREATED, message, inbound.external_id, client_id, **data)
    blobs = message.attachments.values("blob") if inbound.attachments else None
    if blobs is not None:
        Upload.objects.filter(visitor=chat.visitor_id, blob__in=blobs, message=None).update(message=message)

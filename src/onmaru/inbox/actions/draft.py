from django.conf import settings
from django.db import transaction

from onmaru.events.log import announce
from onmaru.inbox.actions._attach import Kept, keep
from onmaru.inbox.inbound import InboundAttachment
from onmaru.inbox.models import Attachment, Conversation, Draft
from onmaru.kit import clock
from onmaru.people.models import Agent


@transaction.atomic
def save_draft(conversation: Conversation, by: Agent, purpose: str, text: str) -> Draft | None:
    """Keep what an agent is writing; an empty draft without files is none."""
    if not text.strip():
        Draft.objects.filter(conversation=conversation, agent=by, purpose=purpose, attachments=None).delete()
        if not Draft.objects.filter(conversation=conversation, agent=by, purpose=purpose).exists():
            return None
    draft, _ = Draft.objects.update_or_create(
        conversation=conversation, agent=by, purpose=purpose, defaults={"text": text, "updated_at": clock.now()}
    )
    announce(("draft", conversation.pk))
    return draft


def attach(conversation: Conversation, by: Agent, purpose: str, file: InboundAttachment) -> Attachment:
    """Put a file on an agent's draft; the stored row says if it was too large to keep."""
    limit = min(settings.MAX_ATTACHMENT_BYTES, conversation.channel.can.max_attachment)
    kept: Kept = keep(file, limit)
    with transaction.atomic():
        draft, _ = Draft.objects.get_or_create(conversation=conversation, agent=by, purpose=purpose, defaults={"updated_at": clock.now()})
        attachment = kept.as_attachment(draft=draft)
        attachment.save()
    return attachment


@transaction.atomic
def detach_file(attachment: Attachment, by: Agent) -> None:
    """Take a file off one's own draft."""
    from onmaru.inbox.jobs import forget_later

    if Attachment.objects.filter(pk=attachment.pk, draft__agent=by).delete()[0]:
        forget_later([attachment.blob])

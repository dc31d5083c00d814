"""Files on their way into a draft."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum

from onmaru.inbox.actions.draft import attach, detach_file
from onmaru.inbox.inbound import InboundAttachment
from onmaru.inbox.models import Attachment, Conversation
from onmaru.people.models import Agent


class TooMuch(ValueError):
    """The file, or all files of the draft together, is more than the channel takes."""


def take_file(conversation: Conversation, agent: Agent, purpose: str, file: UploadedFile) -> Attachment:
    """Put an uploaded file on the agent's draft. Raises TooMuch, and then nothing was kept."""
    mine = Attachment.objects.filter(draft__conversation=conversation, draft__agent=agent, draft__purpose=purpose)
    held = mine.aggregate(total=Sum("size"))["total"] or 0
    if held + (file.size or 0) > conversation.channel.can.max_total:
        raise TooMuch
    kind = file.content_type or "application/octet-stream"
    given = InboundAttachment(name=(file.name or "file")[-255:], content_type=kind, size=file.size or 0, read=file.chunks)
    kept = attach(conversation, agent, purpose, given)
    if kept.skipped:
        detach_file(kept, agent)
        raise TooMuch
    return kept


def take_files(conversation: Conversation, agent: Agent, purpose: str, files: Iterable[UploadedFile]) -> None:
    """The files of a form that was sent without scripts."""
    for file in files:
        take_file(conversation, agent, purpose, file)

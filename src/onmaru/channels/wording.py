"""An answer's words as its channel can show them: agents write light Markdown, which is kept as they wrote it. Reads only."""

from dataclasses import replace

from onmaru.inbox.models import Attachment, Channel, Message
from onmaru.inbox.outbound import OutboundAttachment
from onmaru.inbox.portal.links import with_keys
from onmaru.language import markdown


def is_markdown(message: Message) -> bool:
    """People write Markdown; what the product says comes with its own HTML, or without any."""
    return not message.automatic and not message.html


def words(message: Message, files: list[Attachment], channel: Channel) -> tuple[str, str]:
    """The text without marks, and HTML where the channel shows it and there is something to show."""
    if not is_markdown(message):
        number = message.conversation_id
        return with_keys(message.text, number), with_keys(message.html, number)
    text = markdown.plain(message.text)
    if not channel.can.html or not markdown.has_marks(message.text):
        return text, ""
    known = {f"file:{file.pk}": f"cid:{content_id(file, message)}" for file in files}
    return text, markdown.html(message.text, markdown.MAIL, lambda source: known.get(source, ""))


def placed(message: Message, file: Attachment, outbound: OutboundAttachment, channel: Channel) -> OutboundAttachment:
    """The file, told where it stands in the text when it is a picture of it."""
    if is_markdown(message) and channel.can.html and file.pk in markdown.pictures(message.text):
        return replace(outbound, inline=True, cid=content_id(file, message))
    return outbound


def content_id(file: Attachment, message: Message) -> str:
    return f"{file.pk}.{message.external_id}"

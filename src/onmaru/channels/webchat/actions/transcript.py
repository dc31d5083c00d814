from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onmaru.channels.webchat.models import Chat, Line
from onmaru.channels.wording import words
from onmaru.inbox.models import Message


def transcribe(chat_id: int, address: str, language: str) -> None:
    """Send a visitor what was said in their chat; nothing else that stands in the conversation."""
    chat = Chat.objects.select_related("visitor__channel").filter(pk=chat_id).first()
    if chat is None:
        return
    with translation.override(language):
        name = chat.visitor.channel.name
        lines = chat.lines.filter(sort=Line.Sort.CREATED, message__deleted_at=None).order_by("seq").select_related("message__channel")
        said = "\n\n".join(_line(line.message, name) for line in lines if line.message)
        subject = _("Your conversation with %(shop)s") % {"shop": name}
        # One line, whatever the channel is called.
        EmailMessage(" ".join(subject.split()), said, to=[address]).send()


def _line(message: Message, shop: str) -> str:
    who = _("You") if message.is_in else message.sender_name or shop
    at = date_format(timezone.localtime(message.created_at), "SHORT_DATETIME_FORMAT")
    text = message.text if message.is_in else words(message, [], message.channel)[0]
    return f"{who} ({at})\n{text}"

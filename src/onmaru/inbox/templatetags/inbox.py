"""How text, time and channels of conversations are written into pages."""

import re
from collections.abc import Iterable
from datetime import datetime
from math import ceil

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from onmaru.inbox import kinds
from onmaru.inbox.models import Attachment, Channel, Conversation, Message, Note, SideMessage, Way
from onmaru.kit import clock
from onmaru.language.markdown import DESK, html
from onmaru.language.marking import Segment
from onmaru.people.models import Agent

register = template.Library()

_ADDRESS = re.compile(r"https?://[^\s<>\"'「」『』()（）]+[^\s<>\"'「」『』()（）.,:;!?~…]")
# A text of this length is shown as it is: nobody clicks through it, and it must not cost seconds.
_TOO_LONG_TO_LINK = 200_000


@register.filter
def enter_sends(agent: Agent, channel: Channel) -> bool:
    """Whether Enter alone sends an answer of this agent's by that channel."""
    return agent.enter_sends_at_once if channel.can.typing else agent.enter_sends


@register.filter
def linked(text: str) -> SafeString:
    """The text, escaped, with web addresses as links that open beside the desk and do not say where they were."""
    if len(text) > _TOO_LONG_TO_LINK:
        return escape(text)
    parts, at = [], 0
    for match in _ADDRESS.finditer(text):
        address = match.group()
        shown = address if len(address) <= 80 else address[:79] + "…"
        parts += [escape(text[at : match.start()])]
        parts += [format_html('<a href="{}" target="_blank" rel="noopener noreferrer nofollow">{}</a>', address, shown)]
        at = match.end()
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308 - every part was escaped above


@register.filter
def marked(segments: Iterable[Segment]) -> SafeString:
    """What was found, with the words it was found by marked."""
    parts = (f"<mark>{escape(one.text)}</mark>" if one.is_marked else escape(one.text) for one in segments)
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped


@register.filter
def worded(message: Message) -> SafeString:
    """A message's text: what agents wrote with its emphasis, lists and pictures, everybody else's as it came."""
    if message.is_in or message.automatic or len(message.text) > _TOO_LONG_TO_LINK:
        return format_html('<div class="message-plain">{}</div>', linked(message.text))
    # Whoever wrote the words: only tags of ours come out, and the address of a picture is one of ours.
    return mark_safe(f'<div class="message-rich">{html(message.text, DESK, _picture)}</div>')  # noqa: S308


def _picture(source: str) -> str:
    return reverse("desk_attachment", args=[int(source.removeprefix("file:"))])


@register.filter
def note_text(note: Note) -> SafeString:
    """A note with its links, and with those it calls marked; who may not see it and was not told looks different."""
    parts, at = [], 0
    for mention in note.mentions:
        start, end = mention["start"], mention["end"]
        kind = "mention" if mention["told"] else "mention is-untold"
        parts += [linked(note.text[at:start]), format_html('<span class="{}">{}</span>', kind, note.text[start:end])]
        at = end
    return mark_safe("".join([*parts, linked(note.text[at:])]))  # noqa: S308 - every part was escaped above


@register.filter
def waited(since: datetime) -> str:
    """How long somebody has been waiting: minutes, hours, then days."""
    minutes = int((clock.now() - since).total_seconds() // 60)
    if minutes < 1:
        return _("since just now")
    if minutes < 60:
        return ngettext("for %(count)d min", "for %(count)d min", minutes) % {"count": minutes}
    if minutes < 60 * 24:
        return ngettext("for %(count)d hour", "for %(count)d hours", minutes // 60) % {"count": minutes // 60}
    return ngettext("for %(count)d day", "for %(count)d days", minutes // 1440) % {"count": minutes // 1440}


@register.filter
def moment(at: datetime) -> str:
    """A moment not far away: its day, weekday and clock."""
    # Translators: a date format of Django for a day, its weekday and the time, without the year.
    return date_format(timezone.localtime(at), _("D, M j, H:i"))


@register.filter
def brief_moment(at: datetime) -> str:
    """A moment where there is little room: its day and clock."""
    # Translators: a date format of Django for a day and the time, as short as can be.
    return date_format(timezone.localtime(at), _("M j, H:i"))


@register.filter
def left(due: datetime) -> str:
    """How long there is until something is due, or since when it is overdue; rounded up, so that an hour begins with 60 minutes."""
    seconds = (due - clock.now()).total_seconds()
    minutes = ceil(seconds / 60) if seconds > 0 else int(-seconds // 60)
    if seconds <= 0:
        return _("{length} over").format(length=short_length(minutes))
    return _("{length} left").format(length=short_length(minutes))


def short_length(minutes: int) -> str:
    if minutes < 60:
        return _("{count} min").format(count=minutes)
    if minutes < 60 * 24:
        hours, minutes = divmod(minutes, 60)
        return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes) if minutes else _("{count} h").format(count=hours)
    days = minutes // 1440
    return ngettext("{count} day", "{count} days", days).format(count=days)


@register.filter
def due_tone(conversation: Conversation) -> str:
    """The colour of what is owed."""
    now = clock.now()
    if conversation.due_at is None or conversation.due_soon_at is None:
        return ""
    return "danger" if now >= conversation.due_at else "waiting" if now >= conversation.due_soon_at else "outline"


PATIENCE = {"fresh": "outline", "waiting": "waiting", "late": "danger"}


@register.filter
def patience_tone(conversation: Conversation) -> str:
    """The colour of a wait. Where nobody worked it out, it is a wait."""
    return PATIENCE[getattr(conversation, "patience", "waiting")]


PRIORITY_LOOKS = {0: ("arrow-down", "outline"), 2: ("arrow-up", "waiting"), 3: ("flag", "danger")}


@register.filter
def priority_icon(conversation: Conversation) -> str:
    """Empty for the ordinary one, which needs no mark."""
    return PRIORITY_LOOKS.get(conversation.priority, ("", ""))[0]


@register.filter
def priority_tone(conversation: Conversation) -> str:
    return PRIORITY_LOOKS.get(conversation.priority, ("", ""))[1]


@register.filter
def kind_icon(code: str) -> str:
    try:
        return kinds.get(code).icon or "message-square"
    except KeyError:
        return "message-square"


@register.filter
def kind_name(channel: Channel) -> str:
    try:
        return str(channel.kind_of.name)
    except KeyError:
        return channel.kind


@register.filter
def customer_name(conversation: Conversation) -> str:
    """What to call the customer: their name as the merged person, else a word for somebody unknown."""
    return conversation.customer.merged.name or conversation.customer.name or _("Somebody")


@register.filter
def bounded(count: int, at_least: bool = False) -> str:
    return "999+" if count >= 1000 else f"{count}+" if at_least else str(count)


PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"}
FILE_ICONS = {
    "image/": "file-image",
    "text/csv": "file-spreadsheet",
    "application/vnd.ms-excel": "file-spreadsheet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "file-spreadsheet",
    "application/zip": "file-archive",
    "application/pdf": "file-text",
    "text/": "file-text",
}


@register.filter
def file_icon(content_type: str) -> str:
    return next((icon for start, icon in FILE_ICONS.items() if content_type.lower().startswith(start)), "file")


@register.filter
def is_picture(file: Attachment) -> bool:
    """Whether a browser may show it as a picture; see desk/attachment.py for what else it may show."""
    return bool(file.blob) and file.content_type.partition(";")[0].strip().lower() in PICTURES


@register.filter
def writer(message: Message) -> str:
    """Who wrote it, as it stood in the message; what the product says by itself carries the channel's name."""
    if message.is_in:
        return message.sender_name or message.sender_handle or _("Somebody")
    if message.automatic:
        return message.channel.name
    return message.agent.name if message.agent else message.sender_name or _("Somebody who left")


@register.filter
def outsider(message: SideMessage) -> str:
    """Who speaks in a side message."""
    if message.is_in:
        return message.sender_name or message.sender_handle or _("Somebody")
    return message.agent.name if message.agent else message.sender_name or _("Somebody who left")


LOOKS = {"failed": "failed", "bounced": "failed", "unknown": "failed", "queued": "queued", "sending": "sending", "handing_over": "sending"}


@register.filter
def look(dispatch: Way) -> str:
    return LOOKS.get(dispatch.state, str(dispatch.state))


@register.filter
def holds_pictures_back(message: Message) -> bool:
    return any(warning.startswith("remote_images") for warning in message.warnings)


MACHINES = {
    "bounce": gettext_lazy("Delivery failure"),
    "auto_reply": gettext_lazy("Automatic reply"),
    "out_of_office": gettext_lazy("Out of office"),
    "mailing_list": gettext_lazy("Mailing list"),
    "delivery_report": gettext_lazy("Delivery report"),
    "own": gettext_lazy("Our own mail"),
}


@register.filter
def machine_name(machine: str) -> str:
    return str(MACHINES.get(machine, machine))


# What an agent should know about how a message was read. Others are for whoever looks at the raw mail.
WARNINGS = {
    "html_truncated": gettext_lazy("The layout was too long and was cut."),
    "too_many_attachments": gettext_lazy("This message had more attachments than are kept."),
    "encrypted": gettext_lazy("This message is encrypted and cannot be read here."),
    "unknown_charset": gettext_lazy("Some letters could not be read; the sender's program did not say how they are written."),
    "text_cut": gettext_lazy("This message was so long that its end is not shown; download it as it arrived to read it all."),
    "html_left_out": gettext_lazy("The layout was too large to be kept; only the text is shown."),
    "flood": gettext_lazy("Very many messages like this arrived in a short time, so it is taken for a machine's."),
    "forged_sender": gettext_lazy("The mail server could not confirm that this really comes from the address it names."),
    "typed_sender": gettext_lazy("The address was typed into a form; nobody has confirmed yet that it is the sender's."),
    "filed_by_hand": gettext_lazy("This could not be read and was filed by hand; the original is attached."),
    "damaged_tnef": gettext_lazy("An attachment of Outlook was damaged and could not be opened."),
}


@register.filter
def worded_warnings(warnings: list[str]) -> list[str]:
    return [str(WARNINGS[name]) for name in (warning.partition(":")[0] for warning in warnings) if name in WARNINGS]


@register.filter
def called(names: dict[str, str] | None) -> str:
    """The name of a thing that has one in each language, in the reader's."""
    return (names or {}).get("ko" if (get_language() or "ko").startswith("ko") else "en", "")

"""How the portal puts things to customers."""

from datetime import datetime

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy, pgettext_lazy

from onmaru.inbox.models import Message
from onmaru.inbox.portal.progress import Stage
from onmaru.inbox.templatetags.inbox import linked, moment
from onmaru.language.markdown import DESK, html

register = template.Library()

NAMES = {
    "received": gettext_lazy("Received"),
    "looked_at": gettext_lazy("Being looked at"),
    "answered": pgettext_lazy("stage", "Answered"),
    "resolved": pgettext_lazy("stage", "Resolved"),
}
WORDS = {
    "received": gettext_lazy("It has arrived and waits for one of us."),
    "looked_at": gettext_lazy("One of us is working on it."),
    "answered": gettext_lazy("We have answered. If something is missing, write to us below."),
    "resolved": gettext_lazy("It is done."),
}
TONES = {"received": "waiting", "looked_at": "open", "answered": "accent", "resolved": "resolved"}


@register.filter
def stage_name(stage: Stage) -> str:
    return str(NAMES[stage])


@register.filter
def stage_words(stage: Stage) -> str:
    return str(WORDS[stage])


@register.filter
def stage_tone(stage: Stage) -> str:
    return TONES[stage]


@register.filter
def near(at: datetime) -> str:
    """A moment near today, by the shop's clock."""
    return moment(timezone.localtime(at))


@register.filter
def said_to_customer(message: Message) -> SafeString:
    """The text with the emphasis that agents give it; its pictures by addresses that ask who looks."""
    if message.is_in or message.automatic:
        return format_html('<div class="is-plain">{}</div>', linked(message.text))

    def picture(source: str) -> str:
        return reverse("portal_file", args=[message.conversation_id, int(source.removeprefix("file:"))])

    # Whoever wrote the words: only tags of ours come out.
    return mark_safe(f'<div class="is-rich">{html(message.text, DESK, picture)}</div>')  # noqa: S308

from django import template
from django.utils.translation import gettext as _

from onmaru.tasks.models import Task
from onmaru.tasks.models.task import STATES

register = template.Library()
TONES = {"asked": "open", "seen": "open", "answered": "accent", "needs_more": "waiting", "done": "resolved", "withdrawn": "outline"}


@register.filter
def state_name(task: Task) -> str:
    return str(STATES[task.state])


@register.filter
def state_for_them(task: Task) -> str:
    """The state as it reads to those who were asked."""
    theirs = {"answered": _("You answered"), "needs_more": _("You asked back")}
    return theirs.get(task.state) or state_name(task)


@register.filter
def state_tone(task: Task) -> str:
    return TONES[task.state]

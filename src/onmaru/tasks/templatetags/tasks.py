from django import template

from onmaru.tasks.models import Task
from onmaru.tasks.models.task import STATES

register = template.Library()
TONES = {"asked": "open", "seen": "open", "answered": "accent", "needs_more": "waiting", "done": "resolved", "withdrawn": "outline"}


@register.filter
def state_name(task: Task) -> str:
    return str(STATES[task.state])


@register.filter
def state_tone(task: Task) -> str:
    return TONES[task.state]

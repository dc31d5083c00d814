"""Tasks in plain words."""

from django.utils.translation import gettext as _

from onmaru.people.models import Agent
from onmaru.tasks.models import Task, TaskLink, TaskMessage

Kind = TaskMessage.Kind


def speaker(task: Task, link: TaskLink) -> str:
    """Who says it: the department, and who of it, where that is one of our agents."""
    if task.department is None:
        return link.handle
    member = Agent.objects.filter(email__iexact=link.handle).first()
    return f"{task.department} · {member.name}" if member else str(task.department)


def heard(task: Task, kind: str, text: str) -> str:
    """What they said as a note of the conversation, which also says to what."""
    heads = {
        Kind.ANSWER: _("On “{title}”:"),
        Kind.NEED_MORE: _("On “{title}” they need more from us:"),
        Kind.DONE: _("“{title}” is done:"),
    }
    head = heads[Kind(kind)].format(title=task.title)
    return f"{head}\n{text.strip()}" if text.strip() else head

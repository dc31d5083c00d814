"""Asking a department, or an outsider, for something."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.models import Attachment, Conversation
from onmaru.inbox.thread import final
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.people.queries import calendar_of
from onmaru.tasks.actions._said import columns, named
from onmaru.tasks.clock import NONE, Clock
from onmaru.tasks.events import TaskAsked
from onmaru.tasks.mailing import mail_everybody
from onmaru.tasks.models import Department, Task, TaskTemplate

Pair = dict[str, str]


class NobodyAsked(ValueError):
    """Neither a department nor an outsider."""


@dataclass(frozen=True, slots=True)
class Request:
    """`shared` is all of the customer that they get to see; `files` are attachments of the conversation."""

    title: str
    text: str = ""
    department: Department | None = None
    handle: str = ""
    template: TaskTemplate | None = None
    within: timedelta | None = None
    details: list[Pair] = field(default_factory=list)
    shared: list[Pair] = field(default_factory=list)
    files: Iterable[int] = ()
    once: str = ""


@transaction.atomic
def ask(conversation: Conversation, request: Request, by: Agent | None) -> Task:
    """Hand a task to somebody who has no seat, and mail them; once for a key."""
    if bool(request.department) == bool(request.handle):
        raise NobodyAsked
    conversation = final(
        Conversation.objects.select_for_update(no_key=True, of=("self",)).select_related("merged_into").get(pk=conversation.pk)
    )
    if request.once and (known := Task.objects.filter(asked_by=by, once=request.once).first()):
        return known
    calendar = calendar_of(request.department.hours_of_id if request.department else None)
    now = clock.now()
    task = Task.objects.create(
        conversation=conversation,
        template=request.template,
        department=request.department,
        handle=request.handle.strip().lower(),
        title=" ".join(request.title.split())[:120],
        text=request.text.strip(),
        details=request.details,
        shared=request.shared,
        asked_by=by,
        once=request.once,
        asked_at=now,
        **columns(Clock(request.within, NONE, now), calendar),
    )
    task.files.set(Attachment.objects.filter(pk__in=list(request.files), message__conversation=conversation).exclude(blob=""))
    asked = TaskAsked(**named(task), template_id=request.template.pk if request.template else None)
    record(asked, by=actor.agent(by.pk) if by else actor.SYSTEM)
    mail_everybody(task, "asked")
    return task


def ask_by_rule(conversation: Conversation, template: TaskTemplate, by: Agent | None) -> Task | None:
    """Ask what a template says, unless that is being asked already, or nobody would hear of it."""
    reached = template.department is not None and template.department.handles
    if not reached or Task.objects.about(conversation).going_on().filter(template=template).exists():
        return None
    return ask(conversation, Request(str(template), template.words, template.department, template=template, within=template.within), by)

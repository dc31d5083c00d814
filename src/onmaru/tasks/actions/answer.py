"""What they say and do who were asked, by their link."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from onmaru.events.log import record
from onmaru.inbox.actions.hear import hear, kept
from onmaru.inbox.actions.snooze import wake
from onmaru.inbox.inbound import InboundAttachment
from onmaru.inbox.thread import final
from onmaru.kit import clock
from onmaru.tasks.actions._said import locked, named, stopped
from onmaru.tasks.events import TaskAnswered, TaskDone, TaskSeen
from onmaru.tasks.models import Task, TaskLink, TaskMessage
from onmaru.tasks.wording import heard, speaker

WINDOW, MOST = timedelta(minutes=10), 20
Kind = TaskMessage.Kind


class NothingSaid(ValueError):
    """Neither words nor a file, where there must be some."""


class AlreadyOver(ValueError):
    """The task was done or withdrawn meanwhile."""


class TooMany(Exception):
    """More answers in a short time than people write."""


@transaction.atomic
def see(task: Task, link: TaskLink) -> bool:
    """Somebody who was asked has opened it. False when they had before."""
    TaskLink.objects.filter(pk=link.pk).update(used_at=clock.now())
    if not Task.objects.filter(pk=task.pk, seen_at=None).update(seen_at=clock.now()):
        return False
    record(TaskSeen(**named(task)))
    return True


def answer(task: Task, link: TaskLink, kind: str, text: str, files: Iterable[InboundAttachment] = (), once: str = "") -> TaskMessage:
    """Take what they answer, ask back, or that it is done; into the conversation as a note, never to its customer."""
    files = list(files)
    if not text.strip() and (kind == Kind.NEED_MORE or (kind == Kind.ANSWER and not files)):
        raise NothingSaid
    if once and (known := task.messages.filter(once=once).first()):
        return known
    if TaskMessage.objects.filter(link=link, at__gt=clock.now() - WINDOW)[:MOST].count() >= MOST:
        raise TooMany
    stored = kept(files)
    with transaction.atomic():
        row, now = locked(task), clock.now()
        if once and (known := row.messages.filter(once=once).first()):
            return known
        if row.is_over:
            raise AlreadyOver
        conversation, name = final(row.conversation), speaker(row, link)
        note = hear(conversation, name, heard(row, kind, text), stored) if text.strip() or stored else None
        said = TaskMessage.objects.create(task=row, kind=kind, link=link, said_by=name, text=text.strip(), note=note, once=once, at=now)
        facts = {"answered_at": now, "needs_more_at": now if kind == Kind.NEED_MORE else None}
        if kind == Kind.DONE:
            facts["done_at"] = now
        Task.objects.filter(pk=row.pk).update(seen_at=row.seen_at or now, **facts, **stopped(row, now))
        if kind == Kind.DONE:
            record(TaskDone(**named(row), by_them=True))
        record(TaskAnswered(conversation_id=conversation.pk, task_id=row.pk, note_id=note.pk if note else None,
                            needs_more=kind == Kind.NEED_MORE))  # fmt: skip
        # Whoever waits for this should see it now. A resolved conversation stays so: its customer wrote nothing.
        wake(conversation, because="task")
        return said

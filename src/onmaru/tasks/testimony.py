"""What departments and outsiders were asked, and what they said, for a document in a dispute."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from onmaru.inbox.models import Conversation
from onmaru.inbox.testimony import Deed, iso, testifies
from onmaru.tasks.models import Task, TaskMessage


@testifies
def tasks(conversation: Conversation) -> Iterator[Deed]:
    rows = (
        Task.objects.about(conversation)
        .order_by("pk")
        .select_related("department", "asked_by")
        .prefetch_related("messages__agent", "messages__link")
    )
    for task in rows:
        facts = {
            "title": task.title,
            "of_whom": task.of_whom,
            "text": task.text,
            "details": task.details,
            "shared": task.shared,
            "due_at": iso(task.due_at),
            "state": task.state,
            "waited_seconds": int(task.waited.total_seconds()),
        }
        asked = _("{of_whom} was asked: {title}").format(of_whom=task.of_whom, title=task.title)
        who = task.asked_by.name if task.asked_by else ""
        yield Deed(task.asked_at, "task", task.pk, "\n".join(part for part in (asked, task.text) if part), who, facts)
        for at, words in _moments(task):
            if at:
                yield Deed(at, "task", task.pk, words.format(of_whom=task.of_whom, title=task.title), facts={"state": task.state})
        for said in task.messages.all():
            yield _said(task, said)


def _moments(task: Task) -> list[tuple[datetime | None, str]]:
    return [
        (task.seen_at, _("{of_whom} has looked at it: {title}")),
        (task.overdue_at, _("{of_whom} has not answered in time: {title}")),
        (task.done_at, _("It is done: {title}, by {of_whom}")),
        (task.withdrawn_at, _("What {of_whom} was asked was withdrawn: {title}")),
    ]


def _said(task: Task, said: TaskMessage) -> Deed:
    name = said.agent.name if said.agent else said.said_by or (said.link.handle if said.link else task.of_whom)
    kind = TaskMessage.Kind(said.kind).label
    words = f"{kind}: {said.text}" if said.text else str(kind)
    return Deed(said.at, "task", task.pk, words, name, {"kind": said.kind, "text": said.text})

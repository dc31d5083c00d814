from onmaru.inbox.models import Attachment
from onmaru.tasks.models import Task, TaskMessage


def said_in(task: Task) -> list[tuple[TaskMessage, list[Attachment]]]:
    """What was said in a task, with the files that came with it."""
    lines = list(task.messages.select_related("agent"))
    files: dict[int, list[Attachment]] = {}
    for file in Attachment.objects.filter(note__in=[line.note_id for line in lines if line.note_id]):
        files.setdefault(file.note_id or 0, []).append(file)
    return [(line, files.get(line.note_id or 0, [])) for line in lines]

from onmaru.events.happening import Happening, happening


class OfTask(Happening):
    """Stales the board too."""

    conversation_id: int
    task_id: int

    def touches(self) -> list[tuple[str, int]]:
        return [("conversation", self.conversation_id), ("task", self.task_id)]


@happening("task.asked")
class TaskAsked(OfTask):
    """`of_whom` is the department's name, or the outsider's address, as it was then."""

    conversation_id: int
    task_id: int
    title: str
    of_whom: str
    template_id: int | None


@happening("task.seen")
class TaskSeen(OfTask):
    conversation_id: int
    task_id: int
    title: str
    of_whom: str


@happening("task.answered")
class TaskAnswered(OfTask):
    """They answered, or need more from us (`needs_more`). What they said is a note of the conversation."""

    conversation_id: int
    task_id: int
    note_id: int | None
    needs_more: bool


@happening("task.continued")
class TaskContinued(OfTask):
    """We added something, and they have it again."""

    conversation_id: int
    task_id: int
    title: str
    of_whom: str


@happening("task.done")
class TaskDone(OfTask):
    """`by_them`: they said so themselves."""

    conversation_id: int
    task_id: int
    title: str
    of_whom: str
    by_them: bool


@happening("task.withdrawn")
class TaskWithdrawn(OfTask):
    conversation_id: int
    task_id: int
    title: str
    of_whom: str


@happening("task.warned")
class TaskWarned(OfTask):
    """It is due soon. `due_at` is ISO 8601."""

    conversation_id: int
    task_id: int
    title: str
    of_whom: str
    due_at: str


@happening("task.breached")
class TaskBreached(OfTask):
    conversation_id: int
    task_id: int
    title: str
    of_whom: str
    due_at: str


@happening("department.defined")
class DepartmentDefined(Happening):
    department_id: int
    called: str


@happening("department.retired")
class DepartmentRetired(Happening):
    department_id: int
    called: str


@happening("task_template.defined")
class TaskTemplateDefined(Happening):
    template_id: int
    called: str


@happening("task_template.retired")
class TaskTemplateRetired(Happening):
    template_id: int
    called: str


@happening("task_link.revoked")
class TaskLinkRevoked(Happening):
    link_id: int
    department_id: int | None

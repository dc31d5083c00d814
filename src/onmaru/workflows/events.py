from onmaru.events.happening import Happening, happening


@happening("workflow.started")
class WorkflowStarted(Happening):
    conversation_id: int
    course_id: int
    workflow_id: int
    called: str


@happening("stage.entered")
class StageEntered(Happening):
    """`before_id` is the stage it comes from; None at the start. Names are those of then."""

    conversation_id: int
    course_id: int
    stage_id: int
    before_id: int | None
    called: str
    stage: str


@happening("workflow.finished")
class WorkflowFinished(Happening):
    conversation_id: int
    course_id: int
    workflow_id: int
    called: str


@happening("workflow.stopped")
class WorkflowStopped(Happening):
    """It was given up."""

    conversation_id: int
    course_id: int
    workflow_id: int
    called: str


@happening("stage.warned")
class StageWarned(Happening):
    """Its time is nearly gone. `due_at` is ISO 8601."""

    conversation_id: int
    course_id: int
    stage_id: int
    stage: str
    due_at: str


@happening("stage.breached")
class StageBreached(Happening):
    conversation_id: int
    course_id: int
    stage_id: int
    stage: str
    due_at: str


@happening("workflow.defined")
class WorkflowDefined(Happening):
    workflow_id: int
    called: str


@happening("workflow.switched")
class WorkflowSwitched(Happening):
    workflow_id: int
    called: str
    on: bool


@happening("workflow.retired")
class WorkflowRetired(Happening):
    workflow_id: int
    called: str

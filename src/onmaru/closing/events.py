from onmaru.events.happening import Happening, happening


@happening("resolution.questioned")
class ResolutionQuestioned(Happening):
    """The customer is asked; `kind` is solved or still_fine."""

    conversation_id: int
    episode_id: int
    question_id: int
    kind: str


@happening("resolution.denied")
class ResolutionDenied(Happening):
    """The customer says that it is not solved."""

    conversation_id: int
    episode_id: int
    question_id: int


@happening("habits.kept")
class HabitsKept(Happening):
    """How the shop resolves was set: whether a reason is demanded, and how many channels ask, and follow up."""

    demands_reason: bool
    asking: int
    following: int


@happening("question_text.written")
class QuestionTextWritten(Happening):
    """The shop has words of its own for a question, or went back to ours; `way` is mail or chat."""

    kind: str
    way: str
    language: str

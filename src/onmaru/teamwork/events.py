from onmaru.events.happening import Happening, happening


@happening("duty.begun")
class DutyBegun(Happening):
    """Whoever gave a conversation away owes a look at what became of it. `due_at` is ISO 8601."""

    conversation_id: int
    duty_id: int
    owner_id: int
    due_at: str


@happening("duty.moved")
class DutyMoved(Happening):
    """It is somebody else's now, because its owner left."""

    conversation_id: int
    duty_id: int
    owner_id: int
    before_id: int


@happening("duty.reminded")
class DutyReminded(Happening):
    conversation_id: int
    duty_id: int
    owner_id: int


@happening("duty.overdue")
class DutyOverdue(Happening):
    conversation_id: int
    duty_id: int
    owner_id: int


@happening("duty.ended")
class DutyEnded(Happening):
    """`ended` is confirmed, checked or dropped; `how` says how somebody checked."""

    conversation_id: int
    duty_id: int
    ended: str
    how: str = ""


@happening("cause.defined")
class CauseDefined(Happening):
    cause_id: int
    called: str


@happening("cause.retired")
class CauseRetired(Happening):
    cause_id: int
    back: bool


@happening("conversation.escalated")
class ConversationEscalated(Happening):
    """Somebody, or a rule, asked for help: `owner_id` has to answer by `due_at` (ISO 8601)."""

    conversation_id: int
    escalation_id: int
    owner_id: int
    cause: str
    because: str
    due_at: str


@happening("escalation.moved")
class EscalationMoved(Happening):
    """It is somebody else who has to answer now, because whoever was asked left."""

    conversation_id: int
    escalation_id: int
    owner_id: int
    before_id: int


@happening("escalation.overdue")
class EscalationOverdue(Happening):
    conversation_id: int
    escalation_id: int
    owner_id: int


@happening("escalation.ended")
class EscalationEnded(Happening):
    """`ended` is taken_over, guided, handed_back or over; `raised_by_id` is whom it was answered."""

    conversation_id: int
    escalation_id: int
    ended: str
    raised_by_id: int | None

"""When every shop's rules can look. Packages above declare more in `triggers.py` of their own."""

from django.utils.translation import gettext_lazy as _

from onmaru.automation.rules.trigger import Trigger, declare
from onmaru.events.happening import Happening
from onmaru.inbox.events import (
    ConversationAssigned,
    ConversationReopened,
    ConversationResolved,
    ConversationTagged,
    ConversationTransferred,
    ConversationUntagged,
    ConversationWoken,
    MessageBounced,
    MessageFailed,
    MessageSent,
    ReasonGiven,
    SideMessageReceived,
)
from onmaru.inbox.models import Message
from onmaru.inbox.view_events import ConversationPrioritised
from onmaru.sla.events import SlaBreached, SlaWarned
from onmaru.tasks.events import TaskAnswered, TaskBreached, TaskDone
from onmaru.teamwork.events import ConversationEscalated, EscalationOverdue
from onmaru.workflows.events import StageBreached, StageEntered, WorkflowFinished

ARRIVED, CUSTOMER_SILENT, AGENT_SILENT = "arrived", "customer_silent", "agent_silent"


def _by_a_person(happened: Happening) -> bool:
    return not getattr(happened, "machine", "")


def _is_a_persons(happened: Happening) -> bool:
    """What the product says by itself, a rule's own words among it, answers nobody: a rule that says something then would hear itself."""
    return Message.objects.filter(pk=getattr(happened, "message_id", 0), automatic=False, machine="").exists()


declare(
    # Told by triage, which looks at every message in its own order.
    Trigger(ARRIVED, _("A customer's message arrives"), _("When a customer's message arrives"), "mail"),
    Trigger(
        CUSTOMER_SILENT, _("The customer is silent"), _("When the customer has not answered for {hours} hours"), "hourglass", by_clock=True
    ),
    Trigger(AGENT_SILENT, _("We are silent"), _("When a customer has waited for {hours} hours"), "hourglass", by_clock=True),
    Trigger("assigned", _("It is assigned"), _("When it is assigned"), "user-round-check", (ConversationAssigned,)),
    Trigger("transferred", _("It comes to a team"), _("When it comes to another team"), "users", (ConversationTransferred,)),
    Trigger("tagged", _("It is tagged"), _("When it is tagged"), "tag", (ConversationTagged,)),
    Trigger("untagged", _("A tag is taken off"), _("When a tag is taken off"), "tag", (ConversationUntagged,)),
    Trigger("prioritised", _("Its priority changes"), _("When its priority changes"), "flag", (ConversationPrioritised,)),
    Trigger("resolved", _("It is resolved"), _("When it is resolved"), "circle-check", (ConversationResolved,)),
    Trigger("reopened", _("It is reopened"), _("When it is reopened"), "circle-dot", (ConversationReopened,)),
    Trigger("woken", _("A snooze is over"), _("When a snooze is over"), "alarm-clock", (ConversationWoken,)),
    Trigger("sent", _("An answer leaves"), _("When an answer leaves"), "send", (MessageSent,), _is_a_persons),
    Trigger("reason_given", _("Its reason is given"), _("When its reason is given"), "list-filter", (ReasonGiven,)),
    Trigger(
        "undelivered",
        _("An answer is not delivered"),
        _("When an answer is not delivered"),
        "circle-alert",
        (MessageFailed, MessageBounced),
    ),
    Trigger("sla_warned", _("A deadline is near"), _("When a deadline is near"), "clock-alert", (SlaWarned,)),
    Trigger("sla_breached", _("A deadline is missed"), _("When a deadline is missed"), "clock-alert", (SlaBreached,)),
    Trigger("stage_entered", _("It comes to a stage"), _("When it comes to a stage of a workflow"), "list-ordered", (StageEntered,)),
    Trigger("stage_late", _("A stage takes too long"), _("When a stage takes too long"), "clock-alert", (StageBreached,)),
    Trigger("workflow_finished", _("A workflow is finished"), _("When a workflow is finished"), "check-check", (WorkflowFinished,)),
    Trigger("task_answered", _("A department answers"), _("When a department answers a task"), "building-2", (TaskAnswered,)),
    Trigger("task_done", _("A task is done"), _("When a task is done"), "check-check", (TaskDone,)),
    Trigger("task_late", _("A task is overdue"), _("When a task is overdue"), "clock-alert", (TaskBreached,)),
    Trigger("escalated", _("Somebody asks for help"), _("When somebody asks for help"), "triangle-alert", (ConversationEscalated,)),
    Trigger(
        "unhelped",
        _("A call for help is not answered"),
        _("When a call for help is not answered in time"),
        "clock-alert",
        (EscalationOverdue,),
    ),
    Trigger("outside", _("An outsider answers"), _("When an outsider answers"), "mail", (SideMessageReceived,), _by_a_person),
)

"""The doors of everything that belongs to a conversation: what an agent may not see does not exist for them."""

from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponseBase

from onmaru.customers.models import CustomerMerge
from onmaru.inbox.beside import values
from onmaru.inbox.models import Conversation, CustomField, Message, SideThread
from onmaru.inbox.queries import tag_names
from onmaru.inbox.reasons import reason_now
from onmaru.inbox.recipients import taking_part
from onmaru.kit.prepared import prepared
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.models import Agent
from onmaru.people.roles import Permission

OVERRIDES = {"DELETE"}


class ThingView(DeskView):
    """A thing whose plain form can only post: `_method=DELETE` in it, or in the address of a toast's undo, means DELETE."""

    to_write = Permission.ORGANISE

    def dispatch(self, request: AgentRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # pyright: ignore[reportIncompatibleMethodOverride]
        if request.method == "POST":
            meant = request.POST.get("_method") or request.GET.get("_method", "")
            if meant in OVERRIDES:
                request.method = meant
        return super().dispatch(request, *args, **kwargs)


class ConversationView(ThingView):
    """Anything of one conversation."""

    @cached_property
    def conversation(self) -> Conversation:
        """The one the address names or, where that was merged away, the one it went into. Http404 for what the agent may not see."""
        found = find(self.request.user, self.kwargs["number"])
        if found is None:
            raise Http404
        return found


class MessageView(ThingView):
    """Anything of one message."""

    @cached_property
    def message(self) -> Message:
        visible = Conversation.objects.visible_to(self.request.user)
        found = Message.objects.select_related("conversation", "channel").filter(pk=self.kwargs["number"], conversation__in=visible).first()
        if found is None:
            raise Http404
        return found


def find(agent: Agent, number: int) -> Conversation | None:
    """A conversation the agent may see, with what its head and composer show; the one it went into where it was merged away."""
    passed: set[int] = set()
    while number not in passed:
        found = next(iter(_visible(number, agent)), None)
        if found is None or found.merged_into_id is None:  # pyright: ignore[reportAttributeAccessIssue]
            return found
        passed.add(number)
        number = found.merged_into_id  # pyright: ignore[reportAttributeAccessIssue]
    return None


def _visible(number: int, agent: Agent) -> list[Conversation]:
    if not agent.is_active:
        return []
    # Where a role sees everything, it does not matter who the agent is.
    return _seen(number, role=agent.role) if agent.may(Permission.SEE_ALL) else _seen(number, agent.pk, role=agent.role)


@prepared
def _seen(number: int, agent: int = 0, *, role: str) -> QuerySet[Conversation]:
    known = Conversation.objects.select_related("channel", "customer__person", "assignee", "team", "hold__agent").annotate(
        tag_names=tag_names(), taking_part=taking_part()
    )
    known = known.annotate(reason_now=reason_now(), asked_outside=Exists(SideThread.objects.filter(conversation=OuterRef("pk"))))
    merges = CustomerMerge.objects.filter(target=Coalesce(OuterRef("customer__person"), OuterRef("customer")), undone_at=None)
    known = known.annotate(was_merged=Exists(merges), has_fields=Exists(CustomField.objects.in_use()), **values())
    return known.visible_to(Agent(pk=agent, role=role)).filter(pk=number)

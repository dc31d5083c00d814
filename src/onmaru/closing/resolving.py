"""What is said when an agent resolves: the reason, and whether the customer is asked if it is solved."""

from typing import Any

from onmaru.closing.actions.put_question import put_question
from onmaru.closing.due import solved_at
from onmaru.closing.habits import habits
from onmaru.closing.models import Question
from onmaru.events import actor
from onmaru.inbox.actions.give_reason import give_missing_reasons_locked, give_reason
from onmaru.inbox.models import Conversation, Episode, Reason
from onmaru.inbox.reasons import tree
from onmaru.inbox.resolving import Said, accompanying, demanding
from onmaru.people.models import Agent
from onmaru.web.slots import Drawn


@demanding
def dialog(conversation: Conversation, agent: Agent, said: Said | None) -> Drawn:
    """Nothing is asked where an agent said the reason already, or says it with this, or where the shop wants none."""
    known = getattr(conversation, "reason_now", None)
    if said is not None and (conversation.status == Conversation.Status.RESOLVED or said.reason or (known and known["by"])):
        return None
    ways = habits()
    if said is not None and not ways.demands_reason:
        return None
    offered = tree()
    # What is kept already need not be in use any more.
    keys = {reason.key for group, below in offered for reason in (below or [group])}
    # What was opened again is likely about the same as before.
    likely = known or _before(conversation)
    likely = likely if likely and likely["key"] in keys else None
    context = {"tree": offered, "likely": likely, "asks": conversation.channel_id in ways.asking, "demands": ways.demands_reason}
    return "closing/_dialog.html", context


def _before(conversation: Conversation) -> dict[str, Any] | None:
    last = Episode.objects.filter(conversation=conversation, reason__isnull=False).select_related("reason").order_by("-ordinal").first()
    return {"key": last.reason.key, **last.reason.names} if last and last.reason else None


@accompanying
def say_reason(conversations: list[Conversation], agent: Agent, said: Said) -> None:
    """The agent's own word for it; of many at once, what each is thought to be about, or else what was chosen for all the others."""
    chosen = Reason.objects.in_use().filter(key=said.reason).first() if said.reason else None
    if said.reason and chosen is None:
        chosen = Reason.objects.groups().filter(key=said.reason, retired_at=None).first()
    if said.of_many:
        if said.reason:
            give_missing_reasons_locked(conversations, chosen, by=actor.agent(agent.pk))
    elif chosen:
        for conversation in conversations:
            give_reason(conversation, chosen, by=actor.agent(agent.pk))


@accompanying
def ask_customer(conversations: list[Conversation], agent: Agent, said: Said) -> None:
    if said.asks is False:
        return
    asking = habits().asking if said.asks is None else ()
    wanted = {one.pk: one for one in conversations if said.asks or one.channel_id in asking}
    ended = Episode.objects.filter(conversation__in=wanted, resolved_at__isnull=False) if wanted else ()
    last = {episode.conversation_id: episode for episode in sorted(ended, key=lambda one: one.ordinal)}
    for number, episode in last.items():
        conversation = wanted[number]
        if episode.resolved_at and not conversation.is_spam:
            put_question(episode, Question.Kind.SOLVED, solved_at(episode.resolved_at, conversation.channel.can.rich), agent)

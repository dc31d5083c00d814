"""What can be done to many conversations at once: the inbox's own deeds, each by the action that does it to one."""

from datetime import datetime, timedelta

from onmaru.events import actor
from onmaru.inbox.actions.assign import CannotAnswer, assign
from onmaru.inbox.actions.cancel import cancel_unread
from onmaru.inbox.actions.delete import StillLeaving, delete
from onmaru.inbox.actions.hold import Held
from onmaru.inbox.actions.merge import CannotMerge, merge
from onmaru.inbox.actions.prioritise import prioritise
from onmaru.inbox.actions.reopen import reopen
from onmaru.inbox.actions.reply import Empty, Sending, TooLong, Unseen, reply
from onmaru.inbox.actions.resolve import resolve_locked
from onmaru.inbox.actions.snooze import AlreadyResolved, InThePast, snooze
from onmaru.inbox.actions.spam import mark_spam
from onmaru.inbox.actions.tag import tag, untag
from onmaru.inbox.actions.transfer import transfer
from onmaru.inbox.actions.unmerge import unmerge
from onmaru.inbox.bulk.deeds import CannotDo, CannotTakeBack, Deed, Parameters, declare
from onmaru.inbox.models import Conversation, Dispatch, Merge, Message
from onmaru.inbox.sending import Answer, Stop, accompany, finished
from onmaru.kit import clock
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Permission

# What was written to many waits so long before it leaves, so that all of it can still be taken back.
HOLD = timedelta(minutes=10)


def _tag(conversation: Conversation, by: Agent, parameters: Parameters) -> Parameters:
    tag(conversation, parameters["name"], by)
    return {}


def _untag(conversation: Conversation, by: Agent, parameters: Parameters) -> Parameters:
    untag(conversation, parameters["name"], by)
    return {}


def _assign(conversation: Conversation, by: Agent, parameters: Parameters) -> Parameters:
    to = Agent.objects.at_work().filter(pk=parameters["agent"]).first() if parameters["agent"] else None
    if parameters["agent"] and to is None:
        raise CannotDo("no_agent")
    try:
        assign(conversation, to, by=actor.agent(by.pk))
    except CannotAnswer as error:
        raise CannotDo("no_agent") from error
    return {}


def _team(conversation: Conversation, by: Agent, parameters: Parameters) -> Parameters:
    to = Team.objects.filter(pk=parameters["team"]).first() if parameters["team"] else None
    if parameters["team"] and to is None:
        raise CannotDo("no_team")
    transfer(conversation, to, by=actor.agent(by.pk))
    return {}


def _snooze(conversation: Conversation, by: Agent, parameters: Parameters) -> Parameters:
    try:
        snooze(conversation, datetime.fromisoformat(parameters["until"]), actor.agent(by.pk), parameters["wakes_on"])
    except AlreadyResolved as error:
        raise CannotDo("resolved") from error
    except InThePast as error:
        raise CannotDo("past") from error
    return {}


def _priority(conversation: Conversation, by: Agent, parameters: Parameters) -> Parameters:
    prioritise(conversation, Conversation.Priority(parameters["priority"]), by=actor.agent(by.pk))
    return {}


def _resolve(conversation: Conversation, by: Agent, parameters: Parameters) -> Parameters:
    resolve_locked(conversation, by)
    return {}


def _reopen(conversation: Conversation, by: Agent, parameters: Parameters) -> Parameters:
    reopen(conversation, by)
    return {}


def _spam(conversation: Conversation, by: Agent, parameters: Parameters) -> Parameters:
    mark_spam(conversation, by=actor.agent(by.pk))
    return {}


def _delete(conversation: Conversation, by: Agent, parameters: Parameters) -> Parameters:
    try:
        delete(conversation, by=actor.agent(by.pk))
    except StillLeaving as error:
        raise CannotDo("leaving") from error
    return {}


def _reply(conversation: Conversation, by: Agent, parameters: Parameters) -> Parameters:
    if conversation.is_spam:
        raise CannotDo("spam")
    sending = Sending(
        at=clock.now() + HOLD,
        cancel_if_customer_writes=True,
        resolve=parameters["resolve"],
        takes_draft=False,
        key=f"bulk-{parameters['bulk']}-{conversation.pk}",
    )
    try:
        answer = finished(Answer(conversation, by, parameters["text"], resolve=parameters["resolve"]))
        message = reply(conversation, by, answer.text, parameters["seen"], sending)
        accompany(message, answer)
    except Stop as stop:
        raise CannotDo("stopped_text", says=str(stop)) from stop
    except Unseen as error:
        raise CannotDo("unseen") from error
    except Held as held:
        raise CannotDo("held", name=held.agent.name) from held
    except TooLong as error:
        raise CannotDo("too_long", limit=conversation.channel.can.max_text) from error
    except Empty as error:
        raise CannotDo("nobody" if str(error) else "empty") from error
    if conversation.assignee_id is None:
        # Who answers first is accountable for it.
        assign(conversation, by, by=actor.agent(by.pk))
    return {"message": message.pk}


def _take_reply_back(conversation: Conversation, by: Agent, memo: Parameters) -> None:
    message = Message.objects.filter(pk=memo["message"]).first()
    if message is None or cancel_unread(message, by):
        return
    if not Dispatch.objects.filter(pk=message.pk, state=Dispatch.State.CANCELLED).exists():
        raise CannotTakeBack("left")


def _merge(conversation: Conversation, by: Agent, parameters: Parameters) -> Parameters:
    if conversation.pk == parameters["into"]:
        return {}
    target = Conversation.objects.visible_to(by).filter(pk=parameters["into"]).first()
    if target is None:
        raise CannotDo("no_target")
    try:
        return {"merge": merge(conversation, target, by).pk}
    except CannotMerge as error:
        raise CannotDo("merged") from error


def _take_merge_back(conversation: Conversation, by: Agent, memo: Parameters) -> None:
    merged = Merge.objects.select_related("source").filter(pk=memo["merge"]).first()
    if merged is None or (not unmerge(merged, by) and merged.source.merged_into_id):
        raise CannotTakeBack("changed")


declare(Deed("tag", Permission.ORGANISE, _tag))
declare(Deed("untag", Permission.ORGANISE, _untag))
declare(Deed("assign", Permission.ORGANISE, _assign))
declare(Deed("team", Permission.ORGANISE, _team))
declare(Deed("snooze", Permission.ORGANISE, _snooze))
declare(Deed("priority", Permission.ORGANISE, _priority))
declare(Deed("resolve", Permission.ORGANISE, _resolve))
declare(Deed("reopen", Permission.ORGANISE, _reopen))
declare(Deed("spam", Permission.ORGANISE, _spam))
declare(Deed("delete", Permission.DELETE, _delete))
declare(Deed("reply", Permission.ANSWER, _reply, take_back=_take_reply_back, facts_decide=False))
declare(Deed("merge", Permission.ORGANISE, _merge, take_back=_take_merge_back, facts_decide=False))

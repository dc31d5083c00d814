"""What can be done to many conversations at once: the inbox's own deeds, each by the action that does it."""

from datetime import datetime, timedelta

from onmaru.events import actor
from onmaru.inbox import resolving
from onmaru.inbox.actions.assign import CannotAnswer, assign, assign_locked
from onmaru.inbox.actions.cancel import cancel_unread
from onmaru.inbox.actions.delete import delete_locked
from onmaru.inbox.actions.hold import Held
from onmaru.inbox.actions.merge import CannotMerge, merge
from onmaru.inbox.actions.prioritise import prioritise_locked
from onmaru.inbox.actions.reopen import reopen_locked
from onmaru.inbox.actions.reply import Empty, Sending, TooLong, Unseen, reply
from onmaru.inbox.actions.resolve import resolve_locked
from onmaru.inbox.actions.snooze import InThePast, snooze_locked
from onmaru.inbox.actions.spam import mark_spam_locked
from onmaru.inbox.actions.tag import tag_all, untag_all
from onmaru.inbox.actions.transfer import transfer_locked
from onmaru.inbox.actions.unmerge import unmerge
from onmaru.inbox.bulk.deeds import CannotDo, CannotTakeBack, Deed, Outcomes, Parameters, declare
from onmaru.inbox.models import Conversation, Dispatch, Merge, Message
from onmaru.inbox.sending import Answer, Stop, accompany, finished
from onmaru.kit import clock
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Permission

# What was written to many waits so long before it leaves, so that all of it can still be taken back.
HOLD = timedelta(minutes=10)

Chosen = list[Conversation]


def _tag(conversations: Chosen, by: Agent, parameters: Parameters) -> Outcomes:
    tag_all(conversations, parameters["name"], by)
    return {}


def _untag(conversations: Chosen, by: Agent, parameters: Parameters) -> Outcomes:
    untag_all(conversations, parameters["name"], by)
    return {}


def _assign(conversations: Chosen, by: Agent, parameters: Parameters) -> Outcomes:
    to = Agent.objects.at_work().filter(pk=parameters["agent"]).first() if parameters["agent"] else None
    if parameters["agent"] and to is None:
        raise CannotDo("no_agent")
    try:
        assign_locked(conversations, to, actor.agent(by.pk), parameters["bulk"])
    except CannotAnswer as error:
        raise CannotDo("no_agent") from error
    return {}


def _team(conversations: Chosen, by: Agent, parameters: Parameters) -> Outcomes:
    to = Team.objects.filter(pk=parameters["team"]).first() if parameters["team"] else None
    if parameters["team"] and to is None:
        raise CannotDo("no_team")
    transfer_locked(conversations, to, by=actor.agent(by.pk), bulk_id=parameters["bulk"])
    return {}


def _snooze(conversations: Chosen, by: Agent, parameters: Parameters) -> Outcomes:
    until = datetime.fromisoformat(parameters["until"])
    try:
        resolved = snooze_locked(conversations, until, actor.agent(by.pk), parameters["wakes_on"])
    except InThePast as error:
        raise CannotDo("past") from error
    return {number: CannotDo("resolved") for number in resolved}


def _priority(conversations: Chosen, by: Agent, parameters: Parameters) -> Outcomes:
    prioritise_locked(conversations, Conversation.Priority(parameters["priority"]), by=actor.agent(by.pk))
    return {}


def _resolve(conversations: Chosen, by: Agent, parameters: Parameters) -> Outcomes:
    resolve_locked(conversations, by)
    resolving.accompany(conversations, by, _said(parameters))
    return {}


def _said(parameters: Parameters) -> resolving.Said:
    return resolving.Said(parameters.get("reason", ""), parameters.get("asks"), of_many=True)


def _reopen(conversations: Chosen, by: Agent, parameters: Parameters) -> Outcomes:
    reopen_locked(conversations, by)
    return {}


def _spam(conversations: Chosen, by: Agent, parameters: Parameters) -> Outcomes:
    mark_spam_locked(conversations, by=actor.agent(by.pk))
    return {}


def _delete(conversations: Chosen, by: Agent, parameters: Parameters) -> Outcomes:
    return {number: CannotDo("leaving") for number in delete_locked(conversations, by=actor.agent(by.pk))}


def _reply(conversations: Chosen, by: Agent, parameters: Parameters) -> Outcomes:
    [conversation] = conversations
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
        answer = finished(Answer(conversation, by, parameters["text"], resolve=parameters["resolve"], of_many=True))
        message = reply(conversation, by, answer.text, parameters["seen"], sending)
        accompany(message, answer)
        if answer.resolve:
            resolving.accompany([conversation], by, _said(parameters))
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
    return {conversation.pk: {"message": message.pk}}


def _take_reply_back(conversation: Conversation, by: Agent, memo: Parameters) -> None:
    message = Message.objects.filter(pk=memo["message"]).first()
    if message is None or cancel_unread(message, by):
        return
    if not Dispatch.objects.filter(pk=message.pk, state=Dispatch.State.CANCELLED).exists():
        raise CannotTakeBack("left")


def _merge(conversations: Chosen, by: Agent, parameters: Parameters) -> Outcomes:
    [conversation] = conversations
    if conversation.pk == parameters["into"]:
        return {}
    target = Conversation.objects.visible_to(by).filter(pk=parameters["into"]).first()
    if target is None:
        raise CannotDo("no_target")
    try:
        return {conversation.pk: {"merge": merge(conversation, target, by).pk}}
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
declare(Deed("reply", Permission.ANSWER, _reply, take_back=_take_reply_back, facts_decide=False, together=False))
declare(Deed("merge", Permission.ORGANISE, _merge, take_back=_take_merge_back, facts_decide=False, together=False))

"""Gathers what speaks against acknowledging a message. Reads only."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Lower

from onmaru.channels.queries import arrived_at
from onmaru.customers.models import Identity
from onmaru.inbox.models import Channel, Conversation, Episode, Message
from onmaru.inbox.recipients import Nobody, recipients_of
from onmaru.kit import clock
from onmaru.kit.prepared import prepared
from onmaru.people.models import Agent
from onmaru.triage.machine_words import essence, sounds_automatic
from onmaru.triage.models import Acknowledgement
from onmaru.triage.senders import answers_nobody, bare
from onmaru.triage.silence import CONVERSATION_WINDOW, RATE_WINDOW, Facts, why_silent

# Shorter texts ("네", "ok") are the same by chance.
TELLING = 20
# How far back a repetition counts.
ECHO_WINDOW = timedelta(hours=24)


def facts_about(message: Message) -> Facts:
    """No more questions than it takes to know that we stay silent: that holds for most messages, and soon."""
    conversation, channel = message.conversation, message.channel
    facts = Facts(
        incoming=message.is_in and message.identity_id is not None,
        machine=message.machine,
        channel_acknowledges=channel.acknowledges,
        channel_paused=channel.paused_at is not None,
        spam=conversation.is_spam,
        blocked=conversation.customer.is_blocked,
    )
    for more in (_of_the_episode, _of_the_sender):
        if why_silent(facts):
            break
        facts = replace(facts, **more(message))
    return facts


def _of_the_episode(message: Message) -> dict[str, Any]:
    [(earlier, acknowledged, answered)] = _said_in(message.episode_id, message.pk)
    return {
        "first_of_episode": not earlier,
        "acknowledged": acknowledged,
        # A person was faster than we: their words are on their way, or there.
        "answered": bool(message.episode.first_response_at) or answered,
        "resolved": message.conversation.status == Conversation.Status.RESOLVED or message.conversation.merged_into_id is not None,
    }


@prepared
def _said_in(episode: int, message: int) -> QuerySet[Episode, tuple[bool, bool, bool]]:
    """Whether the customer wrote before this message, whether they have an acknowledgement, and whether a person wrote to them."""
    said = Message.objects.filter(episode=OuterRef("pk"), machine="")
    return Episode.objects.filter(pk=episode).values_list(
        Exists(said.filter(direction=Message.Direction.IN, pk__lt=message)),
        Exists(Acknowledgement.objects.filter(episode=OuterRef("pk"))),
        Exists(said.filter(direction=Message.Direction.OUT, automatic=False)),
    )


def _of_the_sender(message: Message) -> dict[str, Any]:
    handles, now = _written_to(message), clock.now()
    return {
        "age": now - arrived_at(message),
        "unreachable": Identity.objects.filter(handle__in=handles, undeliverable_at__isnull=False).exists(),
        "nobody_reads": any(answers_nobody(handle) for handle in handles),
        "ours": bool({bare(handle) for handle in handles} & {bare(one) for one in Channel.objects.values_list("handle", flat=True)}),
        "an_agents": Agent.objects.annotate(address=Lower("email")).filter(address__in=handles).exists(),
        "sounds_automatic": sounds_automatic(message.subject, message.text),
        "said_before": _said_before(message),
        "our_own_words": _our_own_words(message),
        "lately_to_handle": _lately_to(handles),
        "lately_in_conversation": message.conversation.messages.filter(automatic=True, created_at__gt=now - CONVERSATION_WINDOW).count(),
    }


def _written_to(message: Message) -> set[str]:
    """The sender, and whom an acknowledgement would really reach: a Reply-To may point anywhere."""
    handles = {message.sender_handle.strip().lower()}
    try:
        to, copies = recipients_of(message.conversation, ())
    except Nobody:
        return handles
    return handles | {party.handle.strip().lower() for party in (*to, *copies)}


def _said_before(message: Message) -> bool:
    words = essence(message.text)
    if len(words) < TELLING:
        return False
    since = clock.now() - ECHO_WINDOW
    earlier = Message.objects.filter(identity=message.identity, direction=Message.Direction.IN, created_at__gt=since, pk__lt=message.pk)
    return any(essence(text) == words for text in earlier.order_by("-pk").values_list("text", flat=True)[:20])


def _our_own_words(message: Message) -> bool:
    words, since = essence(message.text), clock.now() - ECHO_WINDOW
    # Numbers, not a join: beside all messages of a shop, the database would look for the newest automatic ones of anybody.
    lately = Conversation.objects.filter(customer=message.conversation.customer, last_activity_at__gt=since).values_list("pk", flat=True)
    ours = Message.objects.filter(conversation__in=list(lately), automatic=True, created_at__gt=since)
    return any((said := essence(text)) and said in words for text in ours.order_by("-pk").values_list("text", flat=True)[:10])


def _lately_to(handles: set[str]) -> int:
    """Acknowledgements that lately went to any of these, in whatever conversation and with whatever tag behind the name."""
    people = {bare(handle) for handle in handles}
    lately = Acknowledgement.objects.filter(made_at__gt=clock.now() - RATE_WINDOW).values_list("message__recipients", flat=True)
    return sum(any(bare(handle) in people for handle, _ in recipients.get("to", [])) for recipients in lately)

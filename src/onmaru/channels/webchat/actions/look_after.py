"""What becomes of chats whose visitor went."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from onmaru.channels import fallback
from onmaru.channels.events import ChatAbandoned
from onmaru.channels.jobs import send
from onmaru.channels.webchat.attendance import AWAY_AFTER, room_of_channel
from onmaru.channels.webchat.kind import KIND
from onmaru.channels.webchat.models import Chat, Line, Session, Upload
from onmaru.channels.webchat.whisper import whisper
from onmaru.events.log import record
from onmaru.inbox.actions.dispatch import set_out_again
from onmaru.inbox.hours import Calendars
from onmaru.inbox.jobs import forget_later
from onmaru.inbox.models import Channel, Conversation, Dispatch, Message, Participant
from onmaru.kit.jobs import enqueue_once

# A page may be reloaded, a phone change its network: an answer has this long to arrive where it was sent.
PATIENCE = timedelta(minutes=2)
# Who comes back within this has not given up.
GIVEN_UP = timedelta(minutes=10)
# Further back nobody waits for a mail any more.
LOOKED_AT = timedelta(hours=24)
EVERY = timedelta(minutes=1)
MOST, MOST_LOOKED_AT = 200, 20_000


def send_what_did_not_arrive(now: datetime) -> int:
    """Answers that stand in the chat of somebody who had just gone leave once more, by mail; gives how many."""
    late = Line.objects.filter(
        sort=Line.Sort.CREATED,
        at__range=(now - LOOKED_AT, now - PATIENCE),
        seq__gt=F("chat__delivered_seq"),
        chat__visitor__seen_at__lt=now - AWAY_AFTER,
        message__direction=Message.Direction.OUT,
        message__automatic=False,
        message__dispatch__state=Dispatch.State.SENT,
        message__dispatch__via=None,
    )
    person = Coalesce("message__conversation__customer__person", "message__conversation__customer")
    waiting = late.order_by("-pk").values_list("pk", "message__conversation", person)[:MOST_LOOKED_AT]
    rows = [(line, conversation or 0, person) for line, conversation, person in waiting]
    # Most who left told nobody an address: they are passed over first, or they would be in the way of those who did.
    able = fallback.reachable({conversation: person for _line, conversation, person in rows})
    chosen = [line for line, conversation, _person in rows if conversation in able][:MOST]
    count = 0
    for line in Line.objects.filter(pk__in=chosen).order_by("pk").select_related("message__channel", "message__conversation__customer"):
        message = line.message
        if message and fallback.way_for(message) and set_out_again(message.pk):
            enqueue_once(send, f"send:{message.pk}", message_id=message.pk)
            count += 1
    return count


def mark_abandoned(now: datetime) -> int:
    """Who wrote, got no answer by a person, left no address and has stayed away; gives how many."""
    waits = Conversation.objects.shown().filter(
        status=Conversation.Status.OPEN, customer_waiting_since__lt=now - GIVEN_UP, episodes__resolved_at=None,
        episodes__first_response_at=None,
    )  # fmt: skip
    gone = Chat.objects.filter(
        Q(visitor__email=""), abandoned_at=None, left_at=None, visitor__seen_at__lt=now - GIVEN_UP, conversation__in=waits.values("pk")
    )
    reachable = Participant.objects.filter(role=Participant.Role.CUSTOMER).values("conversation")
    count = 0
    for chat in gone.exclude(conversation__in=reachable)[:MOST]:
        count += _abandoned(chat, now)
    return count


@transaction.atomic
def _abandoned(chat: Chat, now: datetime) -> bool:
    marked = Chat.objects.filter(pk=chat.pk, abandoned_at=None, visitor__seen_at__lt=now - GIVEN_UP).update(abandoned_at=now)
    if marked and chat.conversation_id:
        record(ChatAbandoned(conversation_id=chat.conversation_id))
    return bool(marked)


@transaction.atomic
def tell_hours(now: datetime) -> int:
    """Open widgets ask again for what they offer when their shop has opened or closed within this minute; gives how many shops."""
    calendars, count = Calendars(), 0
    for channel, team in Channel.objects.active().filter(kind=KIND.code).values_list("pk", "team"):
        calendar = calendars.of(channel, team)
        if calendar.is_open(now) != calendar.is_open(now - EVERY):
            whisper("config", room_of_channel(channel))
            count += 1
    return count


@transaction.atomic
def forget_old(before: datetime) -> None:
    """Sessions that ended, and files that were never sent, with what they hold."""
    Session.objects.filter(expires_at__lt=before).delete()
    never_sent = Upload.objects.select_for_update().filter(message=None, created_at__lt=before)
    blobs = dict(never_sent.values_list("pk", "blob"))
    Upload.objects.filter(pk__in=blobs).delete()
    forget_later(blobs.values())

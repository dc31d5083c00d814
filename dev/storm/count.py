"""What a storm left behind, counted: in the database, in the mail server's log and in the customers' mailboxes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict, dataclass

from dev.mailhost import MailHost
from dev.storm.mails import MAILS_A_THREAD, Letter

_ID = re.compile(rb"^Message-ID: <([^>\r\n]+)>", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Counts:
    """`missing` and `doubled` are of mails that came in, `unsent`, `twice` and `unknown` of messages that went out."""

    kills: int
    mails: int
    filed: int
    missing: int
    doubled: int
    conversations: int
    threads: int
    customers: int
    tray: int
    replies: int
    acknowledgements: int
    accepted: int
    unsent: int
    twice: int
    twice_received: int
    found_out: int
    seconds: float = 0.0

    @property
    def is_whole(self) -> bool:
        wrong = self.missing + self.doubled + self.tray + self.unsent + self.twice + self.twice_received
        return not wrong and self.conversations == self.threads == self.customers

    def to_json(self) -> dict[str, float]:
        return asdict(self)


def is_quiet() -> bool:
    """Nothing waits, nothing is under way."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    from onmaru.channels.models import Delivery
    from onmaru.inbox.models import Dispatch

    states = Dispatch.State
    pending = [states.QUEUED, states.SENDING, states.HANDING_OVER]
    # Jobs of the clock come and go for ever.
    work = ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).exclude(args__has_key="timestamp")
    return not (
        Delivery.objects.filter(state=Delivery.State.WAITING).exists()
        or Dispatch.objects.filter(state__in=pending).exists()
        or work.exists()
    )


def count(host: MailHost, letters: list[Letter], kills: int, replies: int, found_out: int) -> Counts:
    from onmaru.channels.models import Delivery
    from onmaru.customers.models import Customer
    from onmaru.inbox.models import Conversation, Dispatch, Message

    filed = Counter(Message.objects.filter(direction="in", machine="").values_list("external_id", flat=True))
    ours = dict(Dispatch.objects.values_list("message__external_id", "state"))
    accepted = {mid.strip("<>"): times for mid, times in host.accepted_log().items()}
    received: Counter[str] = Counter()
    for writer in {letter.writer for letter in letters}:
        for raw in host.messages(writer):
            received.update(found.decode() for found in _ID.findall(raw)[:1])
    answers = Message.objects.filter(direction="out", automatic=False)
    return Counts(
        kills=kills,
        mails=len(letters),
        filed=sum(filed.values()),
        missing=sum(letter.message_id not in filed for letter in letters),
        doubled=sum(times - 1 for times in filed.values()),
        conversations=Conversation.objects.count(),
        threads=-(-len(letters) // MAILS_A_THREAD),
        customers=Customer.objects.count(),
        tray=Delivery.objects.filter(state=Delivery.State.TRAY).count(),
        replies=answers.count(),
        acknowledgements=Message.objects.filter(direction="out", automatic=True).count(),
        accepted=sum(accepted.get(mid, 0) for mid in ours),
        unsent=sum(state != Dispatch.State.SENT or not accepted.get(mid) for mid, state in ours.items()) + replies - answers.count(),
        twice=sum(max(0, accepted.get(mid, 0) - 1) for mid in ours),
        twice_received=sum(max(0, received[mid] - 1) for mid in ours),
        found_out=found_out,
    )

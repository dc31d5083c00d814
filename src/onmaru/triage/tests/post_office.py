"""A world of mailboxes around ours: what we send is composed as in earnest and delivered, what they answer comes in as raw mail."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import count

from onmaru.channels.actions.accept import accept
from onmaru.channels.email import outgoing, settings
from onmaru.channels.email.compose import compose
from onmaru.inbox.models import Channel, Message
from onmaru.inbox.outbound import Outbound, Receipt
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.triage.senders import bare

# What a mailbox does with a mail: the mails it sends in turn.
Mailbox = Callable[[EmailMessage], Iterable[EmailMessage]]
numbers = count(1)


def mail(sender: str, to: str, subject: str, text: str, **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Message-ID"] = f"<loop-{next(numbers)}@{bare(sender.strip('<>')).rpartition('@')[2]}>"
    made["Date"] = clock.now()
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def answer(received: EmailMessage, sender: str, text: str, subject: str = "", **headers: str) -> EmailMessage:
    """To whoever wants the answer, in the same thread."""
    thread = {"In_Reply_To": received["Message-ID"], "References": received["Message-ID"]}
    return mail(sender, received["Reply-To"] or received["From"], subject or f"Re: {received['Subject']}", text, **{**thread, **headers})


@dataclass
class PostOffice:
    """Moves mails minute by minute. Nothing is on the way when `run` ends, unless time was up."""

    now: datetime
    channels: list[Channel]
    mailboxes: dict[str, Mailbox] = field(default_factory=dict)
    delivered: list[EmailMessage] = field(default_factory=list)
    on_the_way: deque[EmailMessage] = field(default_factory=deque)

    def send(self, outbound: Outbound, channel: Channel, handing_over: Callable[[], bool]) -> Receipt:
        """In place of the mail server."""
        assert handing_over()
        letter = compose(outbound, outgoing.sender_of(channel, settings.of(channel), outbound), clock.now())
        self.on_the_way.append(self.read(letter.content))
        return Receipt(external_id=outbound.external_id)

    def read(self, raw: bytes) -> EmailMessage:
        return message_from_bytes(raw, policy=policy.default)  # pyright: ignore[reportReturnType]

    def post(self, *mails: EmailMessage) -> None:
        self.on_the_way.extend(mails)

    def run(self, hours: float = 12) -> None:
        until = self.now + timedelta(hours=hours)
        while self.on_the_way and self.now < until:
            with clock.frozen_at(self.now):
                for _ in range(len(self.on_the_way)):
                    self._deliver(self.on_the_way.popleft())
                run_waiting(until=self.now)
            self.now += timedelta(minutes=1)

    def _deliver(self, letter: EmailMessage) -> None:
        self.delivered.append(letter)
        for address in _addresses(letter):
            channel = next((one for one in self.channels if one.handle == bare(address)), None)
            if channel:
                accept(channel, letter.as_bytes(), "imap", meta={"rcpt_to": [address]})
            elif mailbox := self.mailboxes.get(bare(address)):
                self.post(*mailbox(letter))

    @property
    def automatic(self) -> int:
        return Message.objects.filter(automatic=True).count()


def _addresses(letter: EmailMessage) -> list[str]:
    return [address.addr_spec for name in ("To", "Cc") for header in letter.get_all(name, []) for address in header.addresses]

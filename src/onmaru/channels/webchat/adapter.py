"""A channel whose provider is this deployment: what visitors write comes in by our own addresses, and answers stand in their chat."""

from collections.abc import Callable

from onmaru.channels.adapter import Payload, Refused, Unreadable
from onmaru.channels.calls import Answer, Call
from onmaru.channels.webchat import envelope
from onmaru.channels.webchat.actions.attend import note_seen, show_typing
from onmaru.channels.webchat.actions.file_line import file_line
from onmaru.channels.webchat.actions.hand_over import NoVisitor, hand_over
from onmaru.channels.webchat.models import Line
from onmaru.inbox.inbound import Inbound
from onmaru.inbox.models import Channel, Message
from onmaru.inbox.outbound import Outbound, Permanent, Receipt, Temporary


class WebchatAdapter:
    def verify(self, call: Call, channel: Channel) -> Answer:
        # There is no provider that could call: visitors have addresses of their own.
        raise Refused("chats have no hook", 404)

    def complete(self, payload: Payload, channel: Channel) -> bytes:
        raise Unreadable("a chat message is always complete")

    def parse(self, payload: Payload, channel: Channel) -> list[Inbound]:
        return [envelope.opened(payload)]

    def glance(self, head: bytes) -> tuple[str, str]:
        return "", ""

    def filed(self, message: Message, inbound: Inbound) -> None:
        file_line(message, inbound)

    def send(self, outbound: Outbound, channel: Channel, handing_over: Callable[[], bool]) -> Receipt:
        if not handing_over():
            raise Temporary("the claim was lost")
        try:
            return Receipt(external_id=hand_over(Message.objects.get(pk=outbound.message_id)))
        except NoVisitor as nobody:
            raise Permanent(nobody.reason) from nobody

    def typing(self, conversation_id: int, name: str, on: bool) -> None:
        show_typing(conversation_id, name, on)

    def seen(self, conversation_id: int, message_id: int) -> None:
        note_seen(conversation_id, message_id)

    def was_sent(self, external_id: str, channel: Channel) -> bool | None:
        return Line.objects.filter(sort=Line.Sort.CREATED, message__external_id=external_id).exists()

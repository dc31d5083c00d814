from collections.abc import Callable

from onmaru.channels.adapter import Payload
from onmaru.channels.calls import Answer, Call
from onmaru.inbox.inbound import Inbound
from onmaru.inbox.models import Channel
from onmaru.inbox.outbound import Outbound, Receipt


class EmailAdapter:
    """E-mail by whichever way it comes and goes. What each way needs is imported when it is first used: a web process sends nothing."""

    def verify(self, call: Call, channel: Channel) -> Answer:
        from onmaru.channels.email import esp

        return esp.verify(call, channel)

    def parse(self, payload: Payload, channel: Channel) -> list[Inbound]:
        from onmaru.channels.email import inbound

        return inbound.parse(payload, channel)

    def complete(self, payload: Payload, channel: Channel) -> bytes:
        from onmaru.channels.email.esp import announced

        return announced.complete(payload, channel)

    def glance(self, head: bytes) -> tuple[str, str]:
        from onmaru.channels.email import inbound

        return inbound.glance(head)

    def send(self, outbound: Outbound, channel: Channel, handing_over: Callable[[], bool]) -> Receipt:
        from onmaru.channels.email import outgoing

        return outgoing.send(outbound, channel, handing_over)

    def was_sent(self, external_id: str, channel: Channel) -> bool | None:
        from onmaru.channels.email import outgoing

        return outgoing.was_sent(external_id, channel)

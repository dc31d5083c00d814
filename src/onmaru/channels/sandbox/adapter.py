"""A channel whose provider is this file: for trying things out, for demos and for tests of everything above channels.

A payload is JSON: {"id", "from", "name", "text", "answers": [ids of ours]}. What is sent is kept in `sent`; a text of "!later" or "!never"
makes a send fail so, and with "!lost" or "!gone" the answer is lost after the message was taken, or was not.
"""

import json
from collections.abc import Callable

from onmaru.channels.adapter import Payload, Unreadable
from onmaru.channels.calls import Answer, Call
from onmaru.inbox.inbound import Inbound, Party, ThreadHints
from onmaru.inbox.models import Channel
from onmaru.inbox.outbound import Outbound, Permanent, Receipt, Temporary, Unknown


class SandboxAdapter:
    def __init__(self) -> None:
        self.sent: list[Outbound] = []

    def verify(self, call: Call, channel: Channel) -> Answer:
        # The secret in the hook's address is all there is to prove.
        return Answer(keep=call.method == "POST", body=call.query.get("challenge", ""))

    def complete(self, payload: Payload, channel: Channel) -> bytes:
        raise Unreadable("a sandbox message is always complete")

    def parse(self, payload: Payload, channel: Channel) -> list[Inbound]:
        try:
            said = json.loads(payload.raw)
            text, sender, event = str(said["text"]), str(said["from"]), str(said["id"])
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable("not a sandbox message") from error
        party = Party(sender, str(said.get("name", "")), "from")
        hints = ThreadHints(references=tuple(str(one) for one in said.get("answers", ())))
        return [Inbound(dedupe_key=event[:64], external_id=event, sender=party, text=text, hints=hints)]

    def glance(self, head: bytes) -> tuple[str, str]:
        return "", ""

    def send(self, outbound: Outbound, channel: Channel, handing_over: Callable[[], bool]) -> Receipt:
        if outbound.text.startswith("!later"):
            raise Temporary("the sandbox was told to fail for now")
        if outbound.text.startswith("!never"):
            raise Permanent("the sandbox was told to fail for good")
        if not handing_over():
            raise Temporary("the claim was lost")
        if not outbound.text.startswith("!gone"):
            self.sent.append(outbound)
        if outbound.text.startswith(("!lost", "!gone")):
            raise Unknown("the sandbox was told to lose the answer")
        return Receipt(external_id=outbound.external_id)

    def was_sent(self, external_id: str, channel: Channel) -> bool | None:
        return any(outbound.external_id == external_id for outbound in self.sent)

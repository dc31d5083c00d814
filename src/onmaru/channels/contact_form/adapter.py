from collections.abc import Callable

from django.utils.translation import gettext as _

from onmaru.channels.adapter import Payload, Refused, Unreadable
from onmaru.channels.calls import Answer, Call
from onmaru.channels.contact_form import envelope
from onmaru.inbox.inbound import Inbound, Party
from onmaru.inbox.models import Channel
from onmaru.inbox.outbound import Outbound, Permanent, Receipt
from onmaru.language.detect import detect


class ContactFormAdapter:
    """A page of ours is the provider: it hands in what was typed, and takes nothing out."""

    def verify(self, call: Call, channel: Channel) -> Answer:
        raise Refused("a form has no hook", 404)

    def complete(self, payload: Payload, channel: Channel) -> bytes:
        raise Unreadable("what a form sent is always complete")

    def glance(self, head: bytes) -> tuple[str, str]:
        return envelope.glanced(head)

    def parse(self, payload: Payload, channel: Channel) -> list[Inbound]:
        try:
            sent, key, files = envelope.opened(payload.raw)
        except ValueError as error:
            raise Unreadable("not of a form") from error
        lines = "\n".join(f"{label}: {said}" for label, said in sent.answers)
        return [
            Inbound(
                dedupe_key=key,
                external_id="",
                sender=Party(sent.email, sent.name, "from"),
                text="\n\n".join(part for part in (sent.text.strip(), lines) if part),
                subject=sent.subject,
                attachments=files,
                # Anybody can type anybody's address. So it is nobody's colleague, and the desk says so.
                proven=None if sent.confirmed else False,
                warnings=() if sent.confirmed else ("typed_sender",),
                language=detect(sent.text) or sent.language,
            )
        ]

    def send(self, outbound: Outbound, channel: Channel, handing_over: Callable[[], bool]) -> Receipt:
        raise Permanent(_("Answers to a form leave by e-mail, and no mailbox is connected. An admin can connect one in the settings."))

    def was_sent(self, external_id: str, channel: Channel) -> bool | None:
        return None

"""Mail providers that bring mail by calling our hook: who they are, and the mails in what they bring."""

from collections.abc import Mapping
from typing import Any

from onmaru.channels.adapter import Payload, Refused
from onmaru.channels.calls import Answer, Call
from onmaru.channels.email import settings
from onmaru.channels.email.esp import proofs, sns
from onmaru.channels.email.esp.mails import mails_of
from onmaru.inbox.models import Channel

PROOFS = {
    "mailgun": proofs.mailgun,
    "postmark": proofs.postmark,
    "ses": sns.prove,
    "resend": proofs.resend,
    "mailersend": proofs.mailersend,
    "sendgrid": proofs.sendgrid,
    "brevo": proofs.brevo,
}


def verify(call: Call, channel: Channel) -> Answer:
    """Raises Refused unless the call is the provider's that the channel is connected to."""
    esp = settings.of(channel).esp
    if call.method != "POST":
        raise Refused("mail is posted", status=405)
    if esp is None or esp.provider not in PROOFS:
        raise Refused("the channel has no mail provider", status=404)
    return PROOFS[esp.provider](call, esp)


def mails(payload: Payload, channel: Channel) -> list[tuple[bytes, Mapping[str, Any]]]:
    """The raw mails in a kept call, each with its envelope. Raises Incomplete where they have to be fetched, Unreadable for nonsense."""
    if payload.meta.get("completed"):
        return [(payload.raw, payload.meta)]
    esp = settings.of(channel).esp
    return mails_of(esp.provider if esp else "", payload)

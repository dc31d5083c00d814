"""A message's way out by e-mail: written, then handed to the channel's mail server or provider."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from onmaru.channels.email import copies, own, settings, smtp, smtp_sessions, tokens
from onmaru.channels.email.compose import Sender, compose
from onmaru.channels.email.settings import EmailSettings
from onmaru.inbox.models import Channel
from onmaru.inbox.outbound import Outbound, Permanent, Receipt
from onmaru.kit import clock
from onmaru.people.models import Shop


def send(outbound: Outbound, channel: Channel, handing_over: Callable[[], bool]) -> Receipt:
    """Send one message, in the phases that `Adapter.send` promises."""
    chosen = settings.of(channel)
    sender = sender_of(channel, chosen, outbound)
    if chosen.esp and chosen.esp.sends:
        from onmaru.channels.email import esp_sending

        return esp_sending.send(outbound, sender, chosen.esp, handing_over)
    if chosen.smtp is None:
        raise Permanent(_("This channel has no outgoing mail server. An admin can set one up in its settings."))
    letter = compose(outbound, sender, clock.now())
    copy = letter.sender if chosen.copies_itself and letter.sender not in (*letter.to, *letter.cc) else ""
    with smtp_sessions.session(chosen.smtp, channel.pk) as session:
        refused = smtp.deliver(session, letter.sender, letter.to, letter.cc, copy, letter.content, handing_over)
    return Receipt(external_id=outbound.external_id, refused=refused)


def was_sent(external_id: str, channel: Channel) -> bool | None:
    """Whether our mailbox holds a copy; None where none is kept."""
    chosen = settings.of(channel)
    if not chosen.copies_itself or chosen.imap is None:
        return None
    return copies.holds(chosen.imap, channel.pk, external_id)


def sender_of(channel: Channel, chosen: EmailSettings, outbound: Outbound) -> Sender:
    shop = Shop.objects.first()
    return Sender(
        address=channel.handle,
        name=chosen.from_name or (shop.name if shop else channel.name),
        reply_to=_answers_go_to(channel, outbound),
        mark=(own.HEADER, own.mark(outbound.external_id)),
        zone=ZoneInfo(shop.time_zone if shop else "Asia/Seoul"),
        signature=chosen.signature,
    )


def _answers_go_to(channel: Channel, outbound: Outbound) -> str:
    if outbound.side_thread_id is not None:
        return tokens.side_address(channel.handle, outbound.side_thread_id)
    return tokens.address(channel.handle, outbound.conversation_id)

from django.utils.translation import gettext as _

from onmaru.channels.email.models import Mailbox
from onmaru.channels.email.settings import of
from onmaru.channels.homes import Health
from onmaru.inbox.models import Channel


def health(channel: Channel) -> Health:
    """How the mailbox fares, as the one who fetches it noted."""
    chosen = of(channel)
    if chosen.imap is None:
        if chosen.esp is None:
            return Health("well", _("Mail comes in only where a mail server hands it to us."))
        return Health("well", _("Mail is brought by the provider's webhook."))
    mailbox = Mailbox.objects.filter(channel=channel).first()
    if mailbox is None or not (mailbox.failing_since or mailbox.last_ok_at):
        return Health("new", _("The mailbox has not been looked into yet."))
    if mailbox.failing_since:
        return Health("failing", mailbox.last_error, mailbox.failing_since)
    return Health("well", _("Mail is fetched."), mailbox.last_ok_at)

"""What `onmaru doctor` asks about mailboxes."""

from datetime import timedelta

from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from onmaru.channels.email import settings
from onmaru.channels.email.kind import KIND
from onmaru.channels.email.models import Mailbox
from onmaru.channels.queries import in_tray
from onmaru.inbox.models import Channel
from onmaru.kit import clock
from onmaru.kit.checks import Check

# A mailbox is looked into every few minutes at the least.
SILENT_AFTER = timedelta(minutes=10)


def checks() -> list[Check]:
    """Whether each mailbox answers and was looked into lately, and what waits in the tray."""
    mailboxes = {mailbox.channel_id: mailbox for mailbox in Mailbox.objects.all()}  # pyright: ignore[reportAttributeAccessIssue]
    channels = [channel for channel in Channel.objects.active().filter(kind=KIND.code) if settings.of(channel).imap]
    return [*(_mailbox(channel, mailboxes.get(channel.pk)) for channel in channels), *_tray()]


def _mailbox(channel: Channel, mailbox: Mailbox | None) -> Check:
    name = _("Mailbox %(handle)s") % {"handle": channel.handle}
    if mailbox and mailbox.last_error:
        return Check(name, False, mailbox.last_error, _("Correct how the mailbox is reached in the settings of the channel."))
    if mailbox is None or mailbox.last_ok_at is None:
        return Check(name, False, _("Nobody has looked into it yet."), _("Start a worker: onmaru worker."))
    if clock.now() - mailbox.last_ok_at > SILENT_AFTER:
        told = _("Last looked into %(ago)s ago.") % {"ago": timesince(mailbox.last_ok_at, clock.now())}
        return Check(name, False, told, _("Start a worker: onmaru worker."))
    return Check(name, True, _("It answers."))


def _tray() -> list[Check]:
    count = in_tray().count()
    if not count:
        return []
    told = _("%(count)d messages could not be understood or filed.") % {"count": count}
    return [Check(_("Tray"), False, told, _("Look at them in the tray, at /desk/tray/."))]

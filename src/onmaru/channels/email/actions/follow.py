"""Keeping track of a mailbox: whose numbers they are, how far it was taken, how it fares."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from onmaru.channels.email.models import Mailbox
from onmaru.inbox.models import Channel
from onmaru.kit import clock

# A quiet mailbox is found well again and again; the row need not be written each time.
WELL_FOR = timedelta(seconds=30)


@transaction.atomic
def follow(channel: Channel, place: str) -> Mailbox:
    """The mailbox's row. With another server, user or folder it begins anew."""
    mailbox, _ = Mailbox.objects.select_for_update(of=("self",)).get_or_create(channel=channel, defaults={"place": place})
    if mailbox.place != place:
        mailbox.place, mailbox.uid_validity, mailbox.last_uid, mailbox.last_ok_at = place, 0, 0, None
        mailbox.save(update_fields=["place", "uid_validity", "last_uid", "last_ok_at"])
    return mailbox


def advance(mailbox: Mailbox, uid_validity: int, last_uid: int) -> None:
    """All mails up to this number are taken."""
    if (mailbox.uid_validity, mailbox.last_uid) != (uid_validity, last_uid):
        mailbox.uid_validity, mailbox.last_uid = uid_validity, last_uid
        mailbox.save(update_fields=["uid_validity", "last_uid"])


def report_well(channel: Channel) -> None:
    now = clock.now()
    stale = Q(last_ok_at=None) | Q(last_ok_at__lt=now - WELL_FOR) | ~Q(last_error="")
    Mailbox.objects.filter(stale, channel=channel).update(last_ok_at=now, failing_since=None, last_error="")


@transaction.atomic
def report_fault(channel: Channel, reason: str) -> None:
    mailbox, _ = Mailbox.objects.select_for_update(of=("self",)).get_or_create(channel=channel)
    mailbox.failing_since = mailbox.failing_since or clock.now()
    mailbox.last_error = reason[:2000] or "unknown"
    mailbox.save(update_fields=["failing_since", "last_error"])

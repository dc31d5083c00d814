"""Tries a mailbox and a mail server with settings that are not kept yet."""

from contextlib import suppress

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from imap_tools.errors import MailboxFolderSelectError

from onmaru.channels.email import imap, smtp
from onmaru.channels.email.oauth import SignInRefused
from onmaru.channels.email.settings import EmailSettings, Imap, Smtp
from onmaru.channels.email.smtp_words import server_words
from onmaru.channels.form import Trial
from onmaru.inbox.outbound import Permanent, Temporary
from onmaru.kit.addresses import PrivateAddress

# No channel has it: what is tried for one that is not kept yet shares no token and no session with any.
NONE_YET = 0


def tried(settings: EmailSettings, channel_id: int = NONE_YET) -> list[Trial]:
    trials = [_fetching(settings.imap, channel_id)] if settings.imap else []
    return [*trials, _sending(settings.smtp, channel_id)] if settings.smtp else trials


def _fetching(box: Imap, channel_id: int) -> Trial:
    what = _("Receiving")
    try:
        connection = imap.Connection(box, channel_id)
        connection.close()
    except (imap.Rejected, SignInRefused) as refused:
        return Trial(what, False, _("The mailbox does not accept the user name and password.") + f" ({server_words(str(refused))})")
    except MailboxFolderSelectError:
        return Trial(what, False, _("The mailbox has no folder “%(folder)s”.") % {"folder": box.folder})
    except PrivateAddress as closed:
        return Trial(what, False, str(closed))
    except imap.FAULTS as fault:
        sentence = _("The mail server %(host)s cannot be reached.") % {"host": box.host}
        return Trial(what, False, f"{sentence} ({server_words(str(fault) or type(fault).__name__)})")
    return Trial(what, True, _("Signed in at %(host)s, and the folder is there.") % {"host": box.host})


def _sending(server: Smtp, channel_id: int) -> Trial:
    what = pgettext("of a mail server", "Sending")
    try:
        session = smtp.open_session(server, channel_id)
    except (Temporary, Permanent) as fault:
        return Trial(what, False, fault.reason)
    with suppress(OSError):
        session.close()
    return Trial(what, True, _("Signed in at %(host)s.") % {"host": server.host})

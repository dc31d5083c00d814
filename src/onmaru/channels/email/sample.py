from email.message import EmailMessage
from email.utils import format_datetime

from django.utils.translation import gettext as _

from onmaru.inbox.models import Channel
from onmaru.kit import clock


def sample(channel: Channel) -> bytes:
    """A mail from a made-up customer. The address is one that cannot exist, so that nothing is ever sent to a stranger."""
    now = clock.now()
    mail = EmailMessage()
    mail["From"] = f"{_('Kim Haneul')} <haneul@customer.invalid>"
    mail["To"] = channel.handle
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<sample-{now.timestamp():.6f}@customer.invalid>"
    mail["Subject"] = _("Which sizes does the linen shirt come in?")
    mail.set_content(_("Hello! I like the linen shirt in your shop. Which sizes does it come in, and when could it be here?\n\nThank you."))
    return mail.as_bytes()

from django.utils.translation import gettext as _

from onmaru.channels.contact_form.envelope import Sent, packed
from onmaru.inbox.models import Channel
from onmaru.kit import clock


def sample(channel: Channel) -> bytes:
    """A message from a made-up customer."""
    text = _("Hello! I like the linen shirt in your shop. Which sizes does it come in, and when could it be here?\n\nThank you.")
    sent = Sent("haneul@customer.invalid", _("Kim Haneul"), "", text, (), channel.language, "", "")
    return packed(sent, f"sample-{clock.now().timestamp():.6f}", [])

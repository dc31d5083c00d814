import json

from django.utils.translation import gettext as _

from onmaru.inbox.models import Channel
from onmaru.kit import clock


def sample(channel: Channel) -> bytes:
    """A message from a made-up customer."""
    said = {
        "id": f"sample-{clock.now().timestamp():.6f}",
        "from": "haneul",
        "name": _("Kim Haneul"),
        "text": _("Hello! I like the linen shirt in your shop. Which sizes does it come in, and when could it be here?\n\nThank you."),
    }
    return json.dumps(said).encode()

from typing import Any

from django.http import HttpRequest

from onmaru.channels.email.kind import KIND
from onmaru.inbox.models import Channel
from onmaru.web.slots import Drawn, panel


@panel("portal.ways", order=30)
def mailbox(request: HttpRequest, **context: Any) -> Drawn:
    """The address that customers write to."""
    handle = Channel.objects.active().filter(kind=KIND.code).order_by("pk").values_list("handle", flat=True).first()
    return ("email/_way.html", {"handle": handle}) if handle else None

"""What a form about an outsider says, and what is wrong with it."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from onmaru.inbox import side
from onmaru.inbox.actions.side_write import Enclosed, NotAnOutsider, NothingToSay, TooLarge
from onmaru.inbox.inbound import InboundAttachment
from onmaru.inbox.models import Channel
from onmaru.inbox.side import NoWayOut
from onmaru.kit.numbers import row_numbers
from onmaru.people.door import AgentRequest


class BadAddress(ValueError):
    """Something that is no mail address."""


REFUSALS = (BadAddress, NothingToSay, NotAnOutsider, TooLarge, NoWayOut)


def enclosed(request: AgentRequest) -> Enclosed:
    """What the form says should go along."""
    uploads = [
        InboundAttachment(
            name=(file.name or "file")[-255:],
            content_type=file.content_type or "application/octet-stream",
            size=file.size or 0,
            read=file.chunks,
        )
        for file in request.FILES.getlist("file")
    ]
    return Enclosed(
        messages=row_numbers(request.POST.getlist("messages")),
        files=row_numbers(request.POST.getlist("files")),
        uploads=uploads,
        with_addresses="with_addresses" in request.POST,
        channel=chosen_channel(request),
        key=request.POST.get("key", "")[:64],
    )


def chosen_channel(request: AgentRequest) -> Channel | None:
    """The mailbox that the form names, among those that could write to outsiders."""
    number = request.POST.get("channel", "")
    return next((channel for channel in side.channels() if str(channel.pk) == number), None) if number else None


def addresses(typed: str) -> list[str]:
    """The addresses in a line of them. Raises BadAddress for anything else."""
    found = [part.strip("<>") for part in typed.replace(";", ",").replace(",", " ").split()]
    for address in found:
        try:
            validate_email(address)
        except ValidationError as error:
            raise BadAddress(address) from error
    return found


def worded(why: Exception) -> str:
    match why:
        case BadAddress():
            return _("{address} is no e-mail address.").format(address=why)
        case NotAnOutsider():
            return _("{address} is the customer's, or our own. Answer the customer with a reply.").format(address=why.handle)
        case TooLarge():
            return _("These files are too large for one mail.")
        case NoWayOut():
            return _("No mailbox is connected from which an outsider could be written to.")
    return _("Write to somebody, and write something or choose what to forward.")

from onmaru.customers.handles import normalised
from onmaru.inbox.models import Participant


def reach_by_email(conversation_id: int, address: str) -> None:
    """Note an address to which answers may go when the visitor is not there; what comes from it with our reference is filed here."""
    handle = normalised(address)
    # The last one given is the one to use.
    Participant.objects.filter(conversation=conversation_id, handle=handle).delete()
    Participant.objects.create(conversation_id=conversation_id, handle=handle, role=Participant.Role.CUSTOMER)

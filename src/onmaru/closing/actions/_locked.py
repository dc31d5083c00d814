from onmaru.inbox.models import Conversation


def locked(number: int) -> Conversation:
    """The conversation as it is now, held until the end of the transaction. Not a verb of its own."""
    rows = Conversation.objects.select_for_update(no_key=True, of=("self",)).select_related("channel", "customer")
    return rows.get(pk=number)

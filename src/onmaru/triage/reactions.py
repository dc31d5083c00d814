from onmaru.events.reactions import on, on_many
from onmaru.inbox.events import ConversationMarkedSpam, ConversationResolved, MessageReceived, MessageSent
from onmaru.triage import pipeline
from onmaru.triage.actions.settle import settle
from onmaru.triage.models import Acknowledgement


@on(MessageReceived)
def triage(event: MessageReceived) -> None:
    """Take a new message through the steps."""
    pipeline.run(event.message_id)


@on(MessageReceived, MessageSent)
def settle_promise(event: MessageReceived | MessageSent) -> None:
    """A person's answer keeps the promise; one that a colleague sent from their own mail program is received, not sent."""
    _settle(event.conversation_id)


@on_many(ConversationResolved, ConversationMarkedSpam)
def settle_promises(happened: list[ConversationResolved | ConversationMarkedSpam]) -> None:
    _settle(*(event.conversation_id for event in happened))


def _settle(*conversations: int) -> None:
    for acknowledgement in Acknowledgement.objects.about(*conversations).unsettled():
        settle(acknowledgement)

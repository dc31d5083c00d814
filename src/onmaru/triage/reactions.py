from onmaru.events.reactions import on
from onmaru.inbox.events import ConversationMarkedSpam, ConversationResolved, MessageReceived, MessageSent
from onmaru.triage import pipeline
from onmaru.triage.actions.settle import settle
from onmaru.triage.models import Acknowledgement


@on(MessageReceived)
def triage(event: MessageReceived) -> None:
    """Take a new message through the steps."""
    pipeline.run(event.message_id)


@on(MessageReceived, MessageSent, ConversationResolved, ConversationMarkedSpam)
def settle_promise(event: MessageReceived | MessageSent | ConversationResolved | ConversationMarkedSpam) -> None:
    """A person's answer keeps the promise; one that a colleague sent from their own mail program is received, not sent."""
    for acknowledgement in Acknowledgement.objects.about(event.conversation_id).unsettled():
        settle(acknowledgement)

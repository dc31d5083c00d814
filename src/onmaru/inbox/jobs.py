from onmaru.inbox.actions.look import forget_the_lost
from onmaru.inbox.actions.snooze import wake
from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.kit.jobs import every


@every("* * * * *")
def wake_snoozed() -> None:
    """Bring back whose time has come. Looks at the fact, so a changed snooze needs no cancelling."""
    due = Conversation.objects.filter(status=Conversation.Status.SNOOZED, snoozed_until__lte=clock.now())
    for conversation in due.order_by("snoozed_until")[:1000]:
        wake(conversation, because="time")


@every("* * * * * */30")
def forget_lost_tabs() -> None:
    """Who left without a word is gone for the others too. One run for all tabs: none has to watch over another."""
    forget_the_lost()

from django.db import transaction

from onmaru.channels.webchat.actions.attend import conversation_of
from onmaru.channels.webchat.events import ConsentWithdrawn
from onmaru.channels.webchat.models import Chat, Visitor, Whereabouts
from onmaru.events.log import announce, record
from onmaru.kit.rows import one


@transaction.atomic
def withdraw_consent(visitor: Visitor) -> None:
    """Forget where in the shop a visitor was, who no longer agrees that anybody sees it."""
    if not Visitor.objects.filter(pk=visitor.pk).exclude(consent_version="").update(consent_version="", consented_at=None):
        return
    Whereabouts.objects.filter(visitor=visitor).delete()
    latest = one(Chat.objects.filter(visitor=visitor, conversation__isnull=False).select_related("conversation").order_by("-id"))
    if latest and (number := conversation_of(latest)):
        record(ConsentWithdrawn(conversation_id=number))
        announce(("whereabouts", number))

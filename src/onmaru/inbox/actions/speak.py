from django.db import transaction

from onmaru.events.log import record
from onmaru.inbox.events import LanguageDetected
from onmaru.inbox.models import Conversation


@transaction.atomic
def speak(conversation: Conversation, language: str) -> None:
    """Note the language a conversation is held in; the first one known stays."""
    if Conversation.objects.filter(pk=conversation.pk, language="").update(language=language):
        record(LanguageDetected(conversation_id=conversation.pk, language=language))

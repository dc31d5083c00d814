from django.db import transaction

from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.log import record
from onmaru.inbox.custom_fields import stored
from onmaru.inbox.models import Conversation, CustomField
from onmaru.inbox.view_events import ConversationFieldFilled


@transaction.atomic
def fill_field(conversation: Conversation, field: CustomField, text: str, by: Actor = SYSTEM) -> bool:
    """Give a custom field of a conversation a value, or none for no text. Raises NotThat. False when it is so already."""
    value = stored(field, text)
    fields = dict(Conversation.objects.select_for_update(no_key=True).values_list("fields", flat=True).get(pk=conversation.pk))
    before = fields.pop(field.key, None)
    if before == value and type(before) is type(value):
        return False
    if value is not None:
        fields[field.key] = value
    Conversation.objects.filter(pk=conversation.pk).update(fields=fields)
    record(
        ConversationFieldFilled(conversation_id=conversation.pk, field_id=field.pk, called=field.name, value=value, before=before), by=by
    )
    return True

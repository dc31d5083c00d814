"""The search learns of what changed about conversations that are there already."""

from collections.abc import Iterable

from onmaru.customers.events import CustomerEdited, CustomersMerged, CustomersUnmerged
from onmaru.customers.models import Customer
from onmaru.events.reactions import on, on_many
from onmaru.inbox.bulk.events import ConversationRestored
from onmaru.inbox.events import (
    ConversationMerged,
    ConversationSplit,
    ConversationTagged,
    ConversationUnmerged,
    ConversationUntagged,
    MessageCancelled,
    SideMessageCancelled,
    TagRenamed,
)
from onmaru.inbox.models import Conversation, Message, Note, SideMessage, Tagging
from onmaru.inbox.searchables import CONVERSATION, MESSAGE, NOTE, SIDE
from onmaru.search.actions.file import refile

BATCH = 500
# A customer's older conversations keep the name that they were found by.
MOST_OF_CUSTOMER = 500


@on_many(ConversationTagged, ConversationUntagged)
def refile_tagged(happened: list[ConversationTagged | ConversationUntagged]) -> None:
    refile(CONVERSATION, [one.conversation_id for one in happened])


@on_many(ConversationRestored)
def refile_restored(happened: list[ConversationRestored]) -> None:
    """Merges are taken apart by their own action, which says so itself; of the rest only tags are searched."""
    refile(CONVERSATION, [one.conversation_id for one in happened if one.deed in ("tag", "untag")])


@on(TagRenamed)
def refile_renamed(happened: TagRenamed) -> None:
    carrying = list(Tagging.objects.filter(tag=happened.tag_id).order_by("-conversation").values_list("conversation", flat=True))
    for start in range(0, len(carrying), BATCH):
        refile(CONVERSATION, carrying[start : start + BATCH])


@on(ConversationMerged, ConversationUnmerged)
def refile_moved(happened: ConversationMerged | ConversationUnmerged) -> None:
    _refile_whole([happened.conversation_id, happened.source_id])


@on(ConversationSplit)
def refile_split(happened: ConversationSplit) -> None:
    _refile_whole([happened.conversation_id, happened.to_id])


@on(MessageCancelled)
def refile_cancelled(happened: MessageCancelled) -> None:
    refile(MESSAGE, [happened.message_id])


@on(SideMessageCancelled)
def refile_side_cancelled(happened: SideMessageCancelled) -> None:
    refile(SIDE, [happened.side_message_id])


@on(CustomerEdited, CustomersMerged, CustomersUnmerged)
def refile_conversations_of(happened: CustomerEdited | CustomersMerged | CustomersUnmerged) -> None:
    if isinstance(happened, CustomerEdited) and "name" not in happened.changed:
        return
    person = Customer.objects.get(pk=happened.customer_id)
    newest = Conversation.objects.of_person(person).newest_first().values_list("pk", flat=True)[:MOST_OF_CUSTOMER]
    refile(CONVERSATION, list(newest))


def _refile_whole(conversations: Iterable[int]) -> None:
    """Conversations with all that was written in them."""
    ids = list(conversations)
    refile(CONVERSATION, ids)
    rows = ((MESSAGE, Message, "conversation"), (NOTE, Note, "conversation"), (SIDE, SideMessage, "thread__conversation"))
    for sort, model, of in rows:
        things = list(model.objects.filter(**{f"{of}__in": ids}).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(things), BATCH):
            refile(sort, things[start : start + BATCH])

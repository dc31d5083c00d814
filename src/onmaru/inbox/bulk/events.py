"""What happens where much is done at once, and where something is deleted."""

from onmaru.events.happening import Happening, happening


@happening("conversation.deleted")
class ConversationDeleted(Happening):
    conversation_id: int


@happening("conversation.undeleted")
class ConversationUndeleted(Happening):
    conversation_id: int


@happening("conversation.purged")
class ConversationPurged(Happening):
    """It is gone for good. `delivery_ids` are the payloads its messages were made of, for whoever keeps them."""

    conversation_id: int
    delivery_ids: list[int]


@happening("conversation.restored")
class ConversationRestored(Happening):
    """What a bulk had done here was taken back."""

    conversation_id: int
    bulk_id: int
    deed: str


@happening("bulk.started")
class BulkStarted(Happening):
    bulk_id: int
    deed: str
    total: int

    def touches(self) -> list[tuple[str, int]]:
        return [("bulk", self.bulk_id)]


@happening("bulk.finished")
class BulkFinished(Happening):
    bulk_id: int
    done: int
    unchanged: int
    failed: int

    def touches(self) -> list[tuple[str, int]]:
        return [("bulk", self.bulk_id)]


@happening("bulk.undone")
class BulkUndone(Happening):
    bulk_id: int
    undone: int
    kept: int

    def touches(self) -> list[tuple[str, int]]:
        return [("bulk", self.bulk_id)]

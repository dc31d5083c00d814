from onmaru.inbox.models import Conversation, Episode
from onmaru.kit import clock


def open_episode(conversation: Conversation, ordinal: int) -> Episode:
    return Episode.objects.create(conversation=conversation, ordinal=ordinal, started_at=clock.now())

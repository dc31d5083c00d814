"""What agents' marks of spam teach: worked out of the marks themselves, and anew when there is another. Reads only."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from django.db.models import OuterRef, QuerySet, Subquery

from onmaru.inbox.models import Conversation, Episode, Message
from onmaru.kit.prepared import prepared
from onmaru.language.spam import Learnt, learn
from onmaru.triage.classifier import asked
from onmaru.triage.models import Decision

# Fewer teach nothing but chance.
FEWEST = 5
MOST_MARKED = MOST_ANSWERED = 300


def learnt() -> Learnt | None:
    """None while agents have marked next to nothing."""
    last = next(iter(_last_mark()), None)
    return _learnt_until(*last) if last else None


@prepared
def _last_mark() -> QuerySet[Conversation, tuple[datetime | None, int]]:
    return _marked().values_list("spam_marked_at", "pk")[:1]


def _marked() -> QuerySet[Conversation]:
    return Conversation.objects.filter(spam_marked_at__isnull=False, spam_marked_by__isnull=False).order_by("-spam_marked_at", "-pk")


@lru_cache(maxsize=2)
def _learnt_until(at: datetime | None, conversation: int) -> Learnt | None:
    spam = _texts(_marked().values_list("pk", flat=True)[:MOST_MARKED])
    if len(spam) < FEWEST:
        return None
    answered = Episode.objects.filter(first_response_at__isnull=False, conversation__spam_marked_at=None).order_by("-pk")
    ours = Decision.objects.filter(step="spam", outcome="spam", message__conversation__spam_marked_at=None).order_by("-pk")
    taken_back = ours.values_list("message__conversation", flat=True)[:MOST_MARKED]
    return learn(spam, _texts([*taken_back, *answered.values_list("conversation", flat=True)[:MOST_ANSWERED]]))


def _texts(conversations: Iterable[int]) -> list[str]:
    """What each was begun with."""
    first = Message.objects.filter(conversation=OuterRef("pk"), direction=Message.Direction.IN).order_by("pk")
    rows = Conversation.objects.filter(pk__in=list(conversations))
    found = rows.annotate(said=Subquery(first.values("text")[:1]), titled=Subquery(first.values("subject")[:1]))
    return [asked(subject or "", text or "") for subject, text in found.values_list("titled", "said")]

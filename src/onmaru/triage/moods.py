"""How the customer's last words in a conversation were written, as triage understood them."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from onmaru.triage.models import Decision


def last_understood(conversations: Collection[int]) -> QuerySet[Decision]:
    """Of each conversation what was understood of the last message of its customer."""
    of_customers = Decision.objects.filter(message__conversation__in=conversations, step="understand").exclude(outcome="skipped")
    last = of_customers.order_by("message__conversation", "-pk").distinct("message__conversation")
    return Decision.objects.filter(pk__in=last.values("pk")).order_by()


def written(mood: str) -> Q:
    """Who is angry may be in a hurry as well: the outcome names the graver, `moods` all of them."""
    return Q(outcome=mood) | Q(why__moods__contains=[mood])

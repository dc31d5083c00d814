"""The simple search: every word somewhere in one message, or a number, a handle or a name."""

from django.db.models import Q

from onmaru.customers.models import Identity
from onmaru.inbox.models import Message
from onmaru.inbox.models.conversation import Conversations
from onmaru.language.tokens import tokens


def number_in(query: str) -> int | None:
    """`#12` names a conversation."""
    digits = query.strip().removeprefix("#").strip()
    return int(digits) if query.strip().startswith("#") and digits.isdecimal() and len(digits) < 19 else None


def found(conversations: Conversations, query: str) -> Conversations:
    """Those of `conversations` that the query finds."""
    query = query.strip()
    if (number := number_in(query)) is not None:
        return conversations.filter(pk=number)
    words = tokens(query)
    known = Identity.objects.filter(Q(handle__icontains=query) | Q(name__icontains=query) | Q(customer__name__icontains=query))
    wanted = Q(customer__in=known.values("customer")) | Q(subject__icontains=query)
    if words:
        wanted |= Q(pk__in=Message.objects.filter(tokens__contains=words).values("conversation"))
    return conversations.filter(wanted)

"""The customer beside their conversation."""

from typing import Any

from django.http import HttpRequest

from onmaru.customers.desk.door import facts_of
from onmaru.web.slots import Drawn, panel


@panel("conversation.side", order=10)
def customer(request: HttpRequest, conversation: Any = None, **context: Any) -> Drawn:
    """`conversation` only has to know its `customer`, and may know whether they were merged; what it is belongs to packages above."""
    person = conversation.customer.merged
    person.was_merged = getattr(conversation, "was_merged", True)
    return "customers/_panel.html", facts_of(person)

"""The customer beside their conversation."""

from typing import Any

from django.http import HttpRequest

from onmaru.customers.desk.door import facts_of
from onmaru.web.slots import Drawn, panel


@panel("conversation.side", order=10)
def customer(request: HttpRequest, conversation: Any = None, **context: Any) -> Drawn:
    """`conversation` only has to know its `customer`; what it is belongs to packages above."""
    return "customers/_panel.html", facts_of(conversation.customer.merged)

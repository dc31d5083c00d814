from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from onmaru.customers.actions.block import block, unblock
from onmaru.customers.desk.door import CustomerView
from onmaru.people.door import AgentRequest


class Block(CustomerView):
    """Nothing more is taken from a blocked customer: with a reason (POST), no longer (DELETE)."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        because = request.POST.get("because", "").strip()[:200]
        if not because:
            return self.refused(_("Say why, so that colleagues understand it later."))
        block(self.customer, because, request.user)
        undo = reverse("desk_customer_block", args=[self.customer.pk]) + "?_method=DELETE"
        return self.done(_("Blocked. What comes from now on is kept as spam."), undo)

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        unblock(self.customer, request.user)
        return self.done(_("Not blocked any more."))

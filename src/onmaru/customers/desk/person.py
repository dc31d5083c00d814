"""A customer's own page: who they are, and all that happened between them and us."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from onmaru.customers.alike import duplicates_of
from onmaru.customers.desk.door import CustomerView, facts_of
from onmaru.customers.models import Customer
from onmaru.customers.timeline import Place, past
from onmaru.people.door import AgentRequest
from onmaru.web.fragments import wants_fragment


class CustomerScreen(CustomerView):
    """The page of a person."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        if self.customer.pk != number:
            return redirect("desk_customer", self.customer.pk)
        shown = {**facts_of(self.customer), **past_of(request, self.customer)}
        return _fresh(render(request, "customers/customer.html", shown))


class Timeline(CustomerView):
    """The stretch of a person's timeline after a place (GET ?before=), or its beginning as it is now."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        if not wants_fragment(request):
            # Without scripts, "older" is a page of its own.
            shown = {**facts_of(self.customer), **past_of(request, self.customer)}
            return _fresh(render(request, "customers/customer.html", shown))
        return _fresh(render(request, "customers/_past.html", {"customer": self.customer, **past_of(request, self.customer)}))


class Duplicates(CustomerView):
    """Who else may be this person."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        template = "customers/_duplicates.html" if wants_fragment(request) else "customers/customer.html"
        context: dict[str, Any] = {"customer": self.customer, "duplicates": duplicates_of(self.customer)}
        if not wants_fragment(request):
            context |= {**facts_of(self.customer), **past_of(request, self.customer)}
        return _fresh(render(request, template, context))


def past_of(request: AgentRequest, customer: Customer) -> dict[str, Any]:
    before = Place.read(request.GET.get("before", ""))
    return {"past": past(request.user, customer, before), "before": before}


def _fresh(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-cache"
    response["Vary"] = "HX-Request-Type"
    return response

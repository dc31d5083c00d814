from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from onmaru.customers.models import Customer, CustomerMerge
from onmaru.customers.queries import identities_of, merges_of, others_of
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.roles import Permission


def facts_of(customer: Customer) -> dict[str, Any]:
    """What `customers/_facts.html` shows."""
    # Few were ever merged; whoever knows that this one was not spares the look.
    was_merged = getattr(customer, "was_merged", True)
    merges, others = (merges_of(customer), others_of(customer)) if was_merged else ([], [])
    phones = [phone for phone in dict.fromkeys(row.phone for row in (customer, *others)) if phone]
    return {"customer": customer, "identities": identities_of(customer), "phones": phones, "merges": merges, "others": others}


class CustomerView(DeskView):
    """Anything of one customer. Agents know all customers; what a customer wrote is shown by the team that has it."""

    to_write = Permission.ORGANISE

    def dispatch(self, request: AgentRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # pyright: ignore[reportIncompatibleMethodOverride]
        # A plain form can only post.
        if request.method == "POST" and (request.POST.get("_method") or request.GET.get("_method")) == "DELETE":
            request.method = "DELETE"
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def customer(self) -> Customer:
        """The row that speaks for the person."""
        was_merged = Exists(CustomerMerge.objects.filter(target=OuterRef("pk"), undone_at=None))
        row = (
            Customer.objects.annotate(was_merged=was_merged)
            .select_related(
                "person__organization", "person__vip_marked_by", "person__preferred", "organization", "vip_marked_by", "preferred"
            )
            .filter(pk=self.kwargs["number"])
            .first()
        )
        if row is None:
            raise Http404
        return row.merged

    @property
    def person(self) -> Customer:
        """Whom the page shows after the change, read anew."""
        return (
            Customer.objects.select_related(
                "person__organization", "person__vip_marked_by", "person__preferred", "organization", "vip_marked_by", "preferred"
            )
            .get(pk=self.customer.pk)
            .merged
        )

    def done(self, said: str, undo: str = "") -> HttpResponse:
        """The facts as they are now and a word about what was done; the page anew where scripts do not run."""
        if self.request.headers.get("HX-Request") == "true":
            return render(self.request, "customers/_done.html", {**facts_of(self.person), "said": said, "undo_url": undo})
        messages.success(self.request, said)
        return self.back()

    def refused(self, why: str) -> HttpResponse:
        if self.request.headers.get("HX-Request") == "true":
            return render(self.request, "customers/_refused.html", {"why": why}, status=422)
        messages.error(self.request, why)
        return self.back()

    def back(self) -> HttpResponse:
        """To the page that the form stood in."""
        came_from = self.request.headers.get("Referer", "")
        ours = url_has_allowed_host_and_scheme(came_from, {self.request.get_host()}, require_https=self.request.is_secure())
        return redirect(came_from if ours else "/desk/")

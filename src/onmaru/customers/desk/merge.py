from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from onmaru.customers.actions.merge import SamePerson, merge
from onmaru.customers.actions.unmerge import unmerge
from onmaru.customers.desk.door import CustomerView
from onmaru.customers.models import Customer, CustomerMerge
from onmaru.customers.queries import found, identities_of
from onmaru.customers.timeline import past
from onmaru.kit.numbers import row_number
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission


class Merge(CustomerView):
    """Finding that another customer is the same person: candidates (GET ?q=), saying so (POST source)."""

    to_read = to_write = Permission.MERGE_CUSTOMERS

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        if chosen := request.GET.get("with", ""):
            return self._preview(row_number(chosen) or 0)
        query = request.GET.get("q", "").strip()[:100]
        people = found(query, self.customer) if query else []
        template = "customers/_merge_results.html" if "q" in request.GET else "customers/_merge.html"
        return render(request, template, {"customer": self.customer, "people": people, "query": query})

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        source = Customer.objects.filter(pk=row_number(request.POST.get("source"))).first()
        if source is None:
            return self.refused(_("This customer does not exist any more."))
        try:
            done = merge(source, self.customer, request.user)
        except SamePerson:
            return self.refused(_("These two are one person already."))
        return self.done(_("One person now."), reverse("desk_customer_unmerge", args=[done.pk]))

    def _preview(self, number: int) -> HttpResponse:
        other = Customer.objects.select_related("person__organization", "organization").filter(pk=number).first()
        if other is None or other.merged.pk == self.customer.pk:
            raise Http404
        context = {
            "customer": self.customer,
            "identities": identities_of(self.customer),
            "other": other.merged,
            "other_identities": identities_of(other),
            "other_past": past(self.request.user, other.merged, length=3),
        }
        return render(self.request, "customers/_merge_preview.html", context)


class Unmerge(CustomerView):
    """Taking back that two customers are one person."""

    to_write = Permission.MERGE_CUSTOMERS

    @property
    def person(self) -> Customer:
        return CustomerMerge.objects.select_related("target__person", "target__organization").get(pk=self.kwargs["number"]).target.merged

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        done = CustomerMerge.objects.filter(pk=number).first()
        if done is None:
            raise Http404
        unmerge(done, request.user)
        return self.done(_("Two persons again."))

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.customers import phones
from onmaru.customers.actions.edit import edit
from onmaru.customers.actions.vip import mark_vip, unmark_vip
from onmaru.customers.desk.door import CustomerView
from onmaru.customers.models import Customer, Identity, Organization
from onmaru.people.door import AgentRequest

LANGUAGES = [("", "—"), ("ko", "한국어"), ("en", "English"), ("ja", "日本語"), ("zh", "中文")]


class FactsForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES, required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    preferred = forms.ModelChoiceField(label=gettext_lazy("Preferred channel"), queryset=Identity.objects.none(), required=False)
    organization = forms.ModelChoiceField(label=gettext_lazy("Organisation"), queryset=Organization.objects.all(), required=False)

    def __init__(self, *args: Any, customer: Customer, **more: Any) -> None:
        super().__init__(*args, **more)
        handles = Identity.objects.filter(customer__in=Customer.objects.same_person_as(customer))
        self.fields["preferred"].queryset = handles.order_by("sort", "handle")  # pyright: ignore[reportAttributeAccessIssue]

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"].strip()
        if typed and not phones.normalised(typed):
            raise forms.ValidationError(_("This is no telephone number."))
        return phones.normalised(typed)


class Facts(CustomerView):
    """What is known of a customer: the form to change it (GET), changing it (POST)."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        customer = self.customer
        language = customer.language if customer.language in dict(LANGUAGES) else ""
        known = {"name": customer.name, "language": language, "organization": customer.organization, "preferred": customer.preferred_id}
        form = FactsForm(initial={**known, "phone": phones.shown(customer.phone)}, customer=customer)
        return render(request, "customers/_facts_form.html", {"customer": customer, "form": form})

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        form = FactsForm(request.POST, customer=self.customer)
        if not form.is_valid():
            return render(request, "customers/_facts_form.html", {"customer": self.customer, "form": form}, status=422)
        edit(self.customer, request.user, **form.cleaned_data)
        return self.done(_("Saved."))


class Memo(CustomerView):
    """Words about a customer that every agent should know; saved while they are written."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        edit(self.customer, request.user, memo=request.POST.get("memo", "").replace("\r\n", "\n")[:5000])
        return self.done(_("The memo is saved.")) if "save" in request.POST else HttpResponse(status=204)


class Vip(CustomerView):
    """Whether a customer is a VIP: yes (POST), no (DELETE)."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        mark_vip(self.customer, request.user)
        return self.done(_("Marked as VIP."))

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        unmark_vip(self.customer, request.user)
        return self.done(_("No VIP any more."))

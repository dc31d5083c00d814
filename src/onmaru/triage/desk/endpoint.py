from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.channels.form import Secret, Trial
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest
from onmaru.triage.actions.set_endpoint import set_endpoint
from onmaru.triage.endpoint.asking import Service
from onmaru.triage.endpoint.trial import tried
from onmaru.triage.models import Endpoint


class EndpointForm(forms.Form):
    address = forms.URLField(
        label=gettext_lazy("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Up to and with the version, for instance https://api.openai.com/v1. “/embeddings” is added."),
    )
    model = forms.CharField(
        label=gettext_lazy("Model"), max_length=200, help_text=gettext_lazy("As the service calls it, for instance text-embedding-3-small.")
    )
    key = Secret(label=gettext_lazy("Key"), max_length=1000, help_text=gettext_lazy("Kept encrypted. A service of your own may need none."))

    def __init__(self, *arguments: Any, endpoint: Endpoint | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.endpoint = endpoint
        if endpoint and endpoint.key:
            self.fields["key"].widget.attrs["placeholder"] = _("Kept. Type a new one to change it.")

    def clean_address(self) -> str:
        return self.cleaned_data["address"].rstrip("/").removesuffix("/embeddings")

    @property
    def service(self) -> Service:
        said, had = self.cleaned_data, self.endpoint
        # A key goes to nobody but whom it was typed for.
        kept = had.key if had and had.address == said["address"] else ""
        return Service(said["address"], said["model"], said["key"] or kept)


class EndpointSettings(SettingsView):
    """The service that makes vectors in place of what is embedded: tried before it is saved, tried alone (`try`), or let go (DELETE)."""

    section = "settings_learning"

    def get(self, request: AgentRequest) -> HttpResponse:
        endpoint = Endpoint.objects.first()
        initial = {"address": endpoint.address, "model": endpoint.model} if endpoint else {}
        return self._page(EndpointForm(initial=initial, endpoint=endpoint))

    def post(self, request: AgentRequest) -> HttpResponse:
        if request.POST.get("_method") == "DELETE":
            set_endpoint(None, request.user)
            return self.done("settings_learning", _("Vectors are made here again. What was learnt is learnt anew within five minutes."))
        form = EndpointForm(request.POST, endpoint=Endpoint.objects.first())
        if not form.is_valid():
            return self._page(form, 422)
        trial = None if "anyway" in request.POST else tried(form.service)
        if trial and ("try" in request.POST or not trial.ok):
            return self._page(form, 200 if trial.ok else 422, trial)
        set_endpoint(form.service, request.user)
        return self.done("settings_learning", _("The service is saved. What was learnt is learnt anew with it within five minutes."))

    def _page(self, form: EndpointForm, status: int = 200, trial: Trial | None = None) -> HttpResponse:
        return self.page("triage/endpoint.html", status=status, form=form, endpoint=form.endpoint, trial=trial)

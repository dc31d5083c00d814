from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.people.actions.edit_shop import edit_shop
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest
from onmaru.people.models import Shop
from onmaru.people.zones import zones

LANGUAGES = [("ko", "한국어"), ("en", "English")]


class ShopForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Shop name"), max_length=80, help_text=gettext_lazy("Customers see it in every mail."))
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES, help_text=gettext_lazy("New agents start with it."))
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), choices=zones, help_text=gettext_lazy("Business hours and promises to customers go by it.")
    )
    one_answers_at_a_time = forms.BooleanField(
        label=gettext_lazy("One answers at a time"),
        required=False,
        help_text=gettext_lazy("While somebody writes an answer, colleagues cannot send another. A lead may take it over."),
    )


class ShopSettings(SettingsView):
    """What the shop is called, its language and its clock."""

    section = "settings_shop"

    def get(self, request: AgentRequest) -> HttpResponse:
        shop = Shop.objects.first()
        initial = {name: getattr(shop, name) for name in ShopForm.base_fields} if shop else {}
        return self.page("people/shop.html", form=ShopForm(initial=initial))

    def post(self, request: AgentRequest) -> HttpResponse:
        form = ShopForm(request.POST)
        if not form.is_valid():
            return self.page("people/shop.html", form=form, status=422)
        edit_shop(request.user, **form.cleaned_data)
        return self.done("settings_shop", _("The shop is saved."))

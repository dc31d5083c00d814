import hmac

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from onmaru.people.actions.open_shop import open_shop
from onmaru.people.desk.invitation import BACKEND
from onmaru.people.desk.passwords import PasswordForm
from onmaru.people.models import Shop
from onmaru.people.zones import zones

# In the session: that whoever sits there knew the word.
KNOWN = "setup token"


class TokenForm(forms.Form):
    token = forms.CharField(
        label=gettext_lazy("Set-up word"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("It was printed when Onmaru started, and stands in the file setup_token in its data folder."),
    )

    def clean_token(self) -> str:
        token = self.cleaned_data["token"].strip()
        if not fits(token):
            raise forms.ValidationError(_("That is not the word."))
        return token


class SetupForm(PasswordForm):
    shop = forms.CharField(label=gettext_lazy("Shop name"), max_length=80, help_text=gettext_lazy("Customers see it in every mail."))
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail"), max_length=254, help_text=gettext_lazy("You sign in with it. Customers do not see it.")
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=zones, initial="Asia/Seoul")
    field_order = ("shop", "time_zone", "name", "email", "password", "again")


def fits(given: str) -> bool:
    return hmac.compare_digest(given.encode(), settings.SETUP_TOKEN.encode())


@method_decorator(never_cache, name="dispatch")
class Setup(View):
    """A fresh deployment gets its shop and its owner. There is a door until then only, and a word for it."""

    def dispatch(self, request: HttpRequest, *arguments: object, **options: object) -> HttpResponseBase:
        if Shop.objects.exists():
            return redirect("desk")
        if fits(request.GET.get("token", "")):
            request.session[KNOWN] = settings.SETUP_TOKEN
            return redirect("setup")
        return super().dispatch(request, *arguments, **options)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(SetupForm()) if self._knows() else self._ask(TokenForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self._knows():
            form = TokenForm(request.POST)
            if not form.is_valid():
                return self._ask(form, status=422)
            request.session[KNOWN] = form.cleaned_data["token"]
            return redirect("setup")
        form = SetupForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        said = form.cleaned_data
        try:
            owner = open_shop(said["shop"], said["name"], said["email"], said["password"], get_language() or "ko", said["time_zone"])
        except IntegrityError:
            # Somebody else finished the set-up a moment ago.
            return redirect("desk")
        del request.session[KNOWN]
        login(request, owner, backend=BACKEND)
        return redirect("setup_mailbox")

    def _knows(self) -> bool:
        return fits(self.request.session.get(KNOWN, ""))

    def _ask(self, form: TokenForm, status: int = 200) -> HttpResponse:
        return render(self.request, "people/setup_token.html", {"form": form}, status=status)

    def _page(self, form: SetupForm, status: int = 200) -> HttpResponse:
        return render(self.request, "people/setup.html", {"form": form, "step": "shop"}, status=status)

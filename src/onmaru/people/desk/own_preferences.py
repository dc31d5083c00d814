from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onmaru.people.actions.choose_preferences import choose_preferences
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.models import Agent
from onmaru.people.zones import zones

A_YEAR = 60 * 60 * 24 * 365
LANGUAGES = [("ko", "한국어"), ("en", "English")]


_by_enter = partial(
    forms.TypedChoiceField,
    choices=[("", _("Ctrl or ⌘ with Enter sends")), ("1", _("Enter sends; Shift with Enter begins a new line"))],
    coerce=bool,
    empty_value=False,  # pyright: ignore[reportArgumentType]
    required=False,
    widget=forms.RadioSelect,
)


class PreferencesForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Customers see it beside your answers."))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zones)
    theme = forms.ChoiceField(label=_("Theme"), choices=Agent.Theme.choices, widget=forms.RadioSelect)
    enter_sends = _by_enter(label=pgettext_lazy("a preference", "Sending"))
    enter_sends_at_once = _by_enter(label=pgettext_lazy("a preference", "Sending in a live chat"))
    afterwards = forms.ChoiceField(
        label=_("When a conversation is answered, resolved or snoozed"), choices=Agent.Afterwards.choices, widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip
    folds_abuse = forms.BooleanField(
        label=_("Fold abusive messages away until I open them"), required=False,
        help_text=_("Only for you. Lists never show the abusive words."),
    )  # fmt: skip
    signature = forms.CharField(
        label=_("Signature"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stands below your answers by e-mail."),
    )  # fmt: skip


class OwnPreferences(DeskView):
    """How an agent wants to work."""

    to_write = None

    def get(self, request: AgentRequest) -> HttpResponse:
        agent = request.user
        values = {name: getattr(agent, name) for name in PreferencesForm.base_fields}
        return self._page(
            PreferencesForm(initial=values | {name: "1" if values[name] else "" for name in ("enter_sends", "enter_sends_at_once")})
        )

    def post(self, request: AgentRequest) -> HttpResponse:
        form = PreferencesForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        chosen = {**form.cleaned_data, "afterwards": form.cleaned_data["afterwards"] or request.user.afterwards}
        choose_preferences(request.user, **chosen)
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, translation.gettext("Your preferences are saved."))
        response = redirect("desk_preferences")
        # The first paint of a page, also the one to sign in, knows its theme from here.
        response.set_cookie("theme", form.cleaned_data["theme"], max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
        return response

    def _page(self, form: PreferencesForm, status: int = 200) -> HttpResponse:
        return render(self.request, "people/preferences.html", {"form": form, "here": "preferences"}, status=status)

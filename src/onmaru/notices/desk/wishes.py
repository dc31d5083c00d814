from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.notices.actions.wish import wish
from onmaru.notices.kinds import ABOUT, TONES, WAYS, Kind, Way
from onmaru.notices.models import Subscription, Wishes
from onmaru.notices.queries import wishes_of
from onmaru.notices.quiet import Quiet
from onmaru.people.door import AgentRequest, DeskView

MINUTES = [
    (0, gettext_lazy("Never")),
    (10, gettext_lazy("after 10 minutes")),
    (30, gettext_lazy("after 30 minutes")),
    (120, gettext_lazy("after 2 hours")),
]
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class WishesForm(forms.Form):
    quiet = forms.ChoiceField(
        label=gettext_lazy("Quiet hours"),
        widget=forms.RadioSelect,
        choices=[
            (Quiet.CLOSED, gettext_lazy("While the shop is closed")),
            (Quiet.HOURS, gettext_lazy("Every day between these times")),
            (Quiet.NEVER, gettext_lazy("Never")),
        ],
        help_text=gettext_lazy("No sound, no push and no mail meanwhile. On the desk everything is listed as always."),
    )
    quiet_from = forms.TimeField(label=gettext_lazy("Quiet from"), widget=CLOCK)
    quiet_to = forms.TimeField(label=gettext_lazy("Quiet until"), widget=CLOCK, help_text=gettext_lazy("In your own time zone."))
    volume = forms.IntegerField(
        label=gettext_lazy("Volume"), min_value=0, max_value=100, widget=forms.NumberInput(attrs={"type": "range", "step": 10})
    )
    digest_after = forms.TypedChoiceField(
        label=gettext_lazy("E-mail digest"),
        choices=MINUTES,
        coerce=int,
        help_text=gettext_lazy("One mail for what stays unread while you are away."),
    )
    names_subjects = forms.BooleanField(
        label=gettext_lazy("Name the subjects"), required=False,
        help_text=gettext_lazy("Mails and pushes then say what a conversation is about. Otherwise they say only its number."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("quiet") == Quiet.HOURS and given.get("quiet_from") == given.get("quiet_to"):
            self.add_error("quiet_to", _("Choose an end that differs from the beginning."))
        return given


class NoticeWishes(DeskView):
    """Which things an agent is told, by which ways, and when not."""

    to_write = None

    def get(self, request: AgentRequest) -> HttpResponse:
        wishes = wishes_of([request.user.pk])[request.user.pk]
        initial = {name: getattr(wishes, name) for name in WishesForm.base_fields}
        return self._page(WishesForm(initial=initial), wishes)

    def post(self, request: AgentRequest) -> HttpResponse:
        form, posted = WishesForm(request.POST), request.POST
        ways = {kind.value: [way.value for way in Way if f"{kind}-{way}" in posted] for kind in Kind}
        tones = {kind.value: tone for kind in Kind if (tone := posted.get(f"{kind}-tone", "")) in TONES}
        if not form.is_valid():
            return self._page(form, Wishes(pk=request.user.pk, ways=ways, tones=tones), status=422)
        wish(request.user, ways=ways, tones=tones, **form.cleaned_data)
        messages.success(request, _("Your choices are saved."))
        return redirect("notices_settings")

    def _page(self, form: WishesForm, wishes: Wishes, status: int = 200) -> HttpResponse:
        kinds = [
            {
                "key": kind.value,
                "about": about,
                "ways": [(way.value, name, wishes.wants(kind, way)) for way, name in WAYS.items()],
                "tone": wishes.tone(kind),
            }
            for kind, about in ABOUT.items()
        ]
        browsers = Subscription.objects.filter(agent=self.request.user).order_by("-created_at")
        values = {"form": form, "kinds": kinds, "ways": WAYS.values(), "tones": TONES.items(), "browsers": browsers, "here": "preferences"}
        return render(self.request, "notices/wishes.html", values, status=status)

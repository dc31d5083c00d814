from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.channels.homes import part
from onmaru.inbox import kinds
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest
from onmaru.people.models import Team
from onmaru.routing.actions.arrange import serve_first, set_measure, set_queue
from onmaru.routing.at_work import measure
from onmaru.routing.models import Queue
from onmaru.routing.models.measure import default_weight
from onmaru.routing.models.queue import LATEST
from onmaru.routing.waiting import served_first
from onmaru.segments.models import Segment

HEAVIEST, MOST = 40, 400
KEPT = ("overflows_to", "limit", "patience", "helped_when_absent", "offers_after")


class QueueForm(forms.Form):
    gives = forms.ChoiceField(
        label=gettext_lazy("Who decides"),
        choices=[("", gettext_lazy("Agents take the next one themselves")), ("1", gettext_lazy("Onmaru gives to who is there"))],
        required=False,
    )
    overflows_to = forms.ModelChoiceField(label=gettext_lazy("Helped by"), queryset=Team.objects.none(), required=False)
    limit = forms.IntegerField(label=gettext_lazy("when more wait than"), min_value=0, max_value=10_000, required=False)
    patience = forms.IntegerField(
        label=gettext_lazy("or when somebody waits longer than, in minutes"), min_value=1, max_value=10_000, required=False
    )
    helped_when_absent = forms.BooleanField(label=gettext_lazy("or when nobody of the team is there, or it is closed"), required=False)

    offers_after = forms.IntegerField(
        label=gettext_lazy("Offer who chats a call or an e-mail after, in minutes"),
        min_value=1,
        max_value=LATEST,
        required=False,
        help_text=gettext_lazy("At once when nobody is there or it is closed. Once a wait; they keep their place. Empty: never."),
    )

    def __init__(self, *arguments: Any, team: Team | None, queue: Queue | None, teams: list[Team], **options: Any) -> None:
        kept = {name: getattr(queue, name) for name in KEPT} if queue else {}
        initial = {**kept, "gives": "1" if queue.gives else ""} if queue else {}
        super().__init__(*arguments, initial=initial, prefix=f"team-{team.pk if team else 0}", **options)
        self.team = team
        helping: Any = self.fields["overflows_to"]
        others = [other for other in teams if other != team]
        helping.queryset = Team.objects.filter(pk__in=[other.pk for other in others])
        # Known already: each form would ask for its own.
        helping.choices = [("", _("No other team")), *((other.pk, other.name) for other in others)]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        whens = (said.get("limit"), said.get("patience"), said.get("helped_when_absent") or None)
        if said.get("overflows_to") and whens == (None, None, None) and not self.errors:
            self.add_error("limit", _("Say when they help: from how many on, after how long, or when nobody is there."))
        return said


class MeasureForm(forms.Form):
    capacity = forms.IntegerField(
        label=gettext_lazy("An agent has room for"),
        min_value=1,
        max_value=MOST,
        help_text=gettext_lazy("In points. Somebody can have less or more: see the agent."),
    )

    big_order = forms.IntegerField(
        label=gettext_lazy("An order goes first from (won)"),
        min_value=1,
        max_value=2_000_000_000,
        required=False,
        help_text=gettext_lazy(
            "By the largest amount that is known of a conversation. As with VIP customers, after three in a row one of the others "
            "has a turn. Empty: what an order is worth counts for nothing."
        ),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        now = measure()
        self.kinds = [kind for kind in kinds.everyone() if part(kind.code, "form")]
        initial = {
            "capacity": now.capacity,
            "big_order": now.big_order,
            **{f"kind-{kind.code}": now.weight(kind.code) for kind in self.kinds},
        }
        super().__init__(*arguments, initial=initial, **options)
        for kind in self.kinds:
            label = _("Takes, each: {kind}").format(kind=kind.name)
            self.fields[f"kind-{kind.code}"] = forms.IntegerField(label=label, min_value=1, max_value=HEAVIEST)
        self.order_fields(["capacity", *(f"kind-{kind.code}" for kind in self.kinds), "big_order"])

    def clean(self) -> dict[str, Any]:
        """What takes more than an agent has would wait for ever, and nothing would say why."""
        said = self.cleaned_data
        for kind in self.kinds:
            if (said.get(f"kind-{kind.code}") or 0) > said.get("capacity", MOST):
                self.add_error(f"kind-{kind.code}", _("Nobody has room for this, so it would never be given to anybody."))
        return said

    @property
    def weights(self) -> dict[str, int]:
        """Only what is otherwise than by itself."""
        said = {kind.code: self.cleaned_data[f"kind-{kind.code}"] for kind in self.kinds}
        return {code: weight for code, weight in said.items() if weight != default_weight(code)}


class FirstForm(forms.Form):
    served_first = forms.ModelMultipleChoiceField(
        Segment.objects.none(), label=gettext_lazy("Customer segments"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, initial={"served_first": list(served_first())}, **options)
        segments: Any = self.fields["served_first"]
        segments.queryset = Segment.objects.in_use()


class Routing(SettingsView):
    """Which teams' conversations are given to agents, and how much fits an agent."""

    section = "settings_routing"

    def get(self, request: AgentRequest) -> HttpResponse:
        return self._page(_queue_forms(None), MeasureForm(), FirstForm())

    def post(self, request: AgentRequest) -> HttpResponse:
        forms_of_teams, measure_form, first_form = _queue_forms(request.POST), MeasureForm(request.POST), FirstForm(request.POST)
        # Each says what is wrong with it, not only the first.
        wrong = [form for form in (*forms_of_teams, measure_form, first_form) if not form.is_valid()]
        if wrong:
            return self._page(forms_of_teams, measure_form, first_form, status=422)
        for form in forms_of_teams:
            said = form.cleaned_data
            set_queue(form.team, request.user, gives=bool(said["gives"]), **{name: said[name] for name in KEPT})
        whole = measure_form.cleaned_data
        set_measure(whole["capacity"], measure_form.weights, request.user, whole["big_order"])
        serve_first(first_form.cleaned_data["served_first"], request.user)
        return self.done("settings_routing", _("It is given out like this from now on."))

    def _page(self, forms_of_teams: list[QueueForm], measure_form: MeasureForm, first_form: FirstForm, status: int = 200) -> HttpResponse:
        parts = {"forms_of_teams": forms_of_teams, "measure_form": measure_form, "first_form": first_form}
        return self.page("routing/settings.html", status=status, **parts)


def _queue_forms(posted: Any) -> list[QueueForm]:
    queues = {queue.team_id: queue for queue in Queue.objects.select_related("overflows_to")}
    teams = list(Team.objects.all())
    return [QueueForm(posted, team=team, queue=queues.get(team.pk if team else None), teams=teams) for team in (*teams, None)]

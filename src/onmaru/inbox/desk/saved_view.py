"""Saved views: making one of a filtered list, changing it, giving it to others, taking it away."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from onmaru.inbox.actions.keep_view import NoName, NotTheirs, edit_view, make_view, remove_view
from onmaru.inbox.asked import Asked, worded
from onmaru.inbox.desk.list import asked_by, fresh
from onmaru.inbox.filtering.filter import Asking
from onmaru.inbox.filtering.terms import Unreadable, said_in
from onmaru.inbox.models import View
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Permission

ICONS = {
    "list-filter": pgettext_lazy("icon", "Filter"),
    "star": pgettext_lazy("icon", "Star"),
    "flag": pgettext_lazy("icon", "Flag"),
    "zap": pgettext_lazy("icon", "Lightning"),
    "hourglass": pgettext_lazy("icon", "Hourglass"),
    "inbox": pgettext_lazy("icon", "Tray"),
    "users": pgettext_lazy("icon", "People"),
    "store": pgettext_lazy("icon", "Shop"),
    "tag": pgettext_lazy("icon", "Tag"),
    "circle-alert": pgettext_lazy("icon", "Warning"),
    "messages-square": pgettext_lazy("icon", "Conversation"),
    "bell": pgettext_lazy("icon", "Bell"),
}
FIRST_ICON = "list-filter"
ONESELF, EVERYBODY = "me", "everybody"


class ViewForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    whose = forms.ChoiceField(label=gettext_lazy("Who sees it"))
    icon = forms.ChoiceField(label=gettext_lazy("Icon"), choices=[*ICONS.items()], initial=FIRST_ICON, required=False)

    def __init__(self, agent: Agent, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.teams = {str(team.pk): team for team in _teams(agent)}
        whose = [(ONESELF, _("Only I")), *((number, team.name) for number, team in self.teams.items())]
        self.fields["whose"].choices = whose + ([(EVERYBODY, _("Everybody"))] if agent.may(Permission.SEE_ALL) else [])  # pyright: ignore[reportAttributeAccessIssue]

    @property
    def team(self) -> Team | None:
        return self.teams.get(self.cleaned_data["whose"])

    @property
    def for_everybody(self) -> bool:
        return self.cleaned_data["whose"] == EVERYBODY


def _teams(agent: Agent) -> list[Team]:
    if agent.may(Permission.SEE_ALL):
        return list(Team.objects.all())
    return list(agent.teams.all()) if agent.may(Permission.ORGANISE) else []


class NewView(DeskView):
    """A filtered list, about to get a name."""

    def get(self, request: AgentRequest) -> HttpResponse:
        found = asked_by(request, request.GET.get("view", "any"))
        return form_page(request, ViewForm(request.user), str(found.terms), found)


class MakeView(DeskView):
    """That a filtered list has a name."""

    def post(self, request: AgentRequest) -> HttpResponse:
        form, terms = ViewForm(request.user, request.POST), request.POST.get("terms", "")[:4000]
        try:
            if form.is_valid():
                values = form.cleaned_data
                view = make_view(request.user, values["name"], said_in(terms), form.team, form.for_everybody, values["icon"] or FIRST_ICON)
                messages.success(request, _("The view is saved."))
                return redirect("desk_view", view.key)
        except NoName:
            form.add_error("name", _("A view needs a name of at most 60 characters."))
        except NotTheirs:
            form.add_error("whose", _("You may not share views with them."))
        except Unreadable as unreadable:
            form.add_error(None, str(unreadable))
        return form_page(request, form, terms, status=422)


class ViewSettings(DeskView):
    """One saved view: what it is called, who sees it, what is in it, and that it is gone."""

    def get(self, request: AgentRequest, key: str) -> HttpResponse:
        found = _found(request, key)
        view = found.view
        assert view
        initial = {"name": view.name, "icon": view.icon, "whose": _whose(view)}
        return form_page(request, ViewForm(request.user, initial=initial), view.terms, found)

    def post(self, request: AgentRequest, key: str) -> HttpResponse:
        found = _found(request, key)
        view = found.view
        assert view
        form = ViewForm(request.user, request.POST)
        try:
            if request.POST.get("_method") == "DELETE":
                remove_view(view, request.user)
                messages.success(request, _("The view is gone. Its conversations are where they were."))
                return redirect("desk")
            if "name" not in request.POST:
                edit_view(view, request.user, said=said_in(request.POST.get("terms", "")[:4000]))
            elif form.is_valid():
                owner = None if form.team or form.for_everybody else request.user
                values = form.cleaned_data
                edit_view(view, request.user, name=values["name"], icon=values["icon"] or FIRST_ICON, team=form.team, owner=owner)
            else:
                return form_page(request, form, view.terms, found, status=422)
        except NoName:
            form.add_error("name", _("A view needs a name of at most 60 characters."))
        except (NotTheirs, Unreadable):
            messages.error(request, _("You may not change this view. Save it as one of your own instead."))
            return redirect("desk_view", key)
        else:
            messages.success(request, _("The view is saved."))
            return redirect("desk_view", key)
        return form_page(request, form, view.terms, found, status=422)


def _found(request: AgentRequest, key: str) -> Asked:
    found = asked_by(request, key)
    if found.view is None:
        raise Http404
    return found


def _whose(view: View) -> str:
    return ONESELF if view.owner_id else str(view.team_id or EVERYBODY)


def form_page(request: AgentRequest, form: ViewForm, terms: str, found: Asked | None = None, status: int = 200) -> HttpResponse:
    view = found.view if found else None
    context = {
        "form": form,
        "terms": terms,
        "view": view,
        "may_change": view is None or view.may_be_changed_by(request.user),
        "conditions": worded(found.filters, Asking(request.user)) if found else [],
        "icons": ICONS.items(),
        "here": f"view:{view.key}" if view else "views",
    }
    return fresh(render(request, "inbox/view_form.html", context, status=status))

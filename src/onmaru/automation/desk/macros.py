from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onmaru.automation import variable
from onmaru.automation.actions.write_macro import NameTaken, delete_macro, edit_macro, make_macro
from onmaru.automation.desk.editor import MacroForm
from onmaru.automation.effect import described
from onmaru.automation.models import Macro
from onmaru.language.find import score
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.models import Agent
from onmaru.people.roles import Permission

SHOWN = 500


class MacrosView(DeskView):
    """A page about macros: every agent writes their own, leads the shared ones."""

    to_read = Permission.ANSWER
    to_write = Permission.ANSWER

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        may_share = self.request.user.may(Permission.SHARE)
        return render(self.request, template, {"here": "macros", "may_share": may_share, **context}, status=status)

    def done(self, sentence: str) -> HttpResponse:
        messages.success(self.request, sentence)
        return redirect("desk_macros")


class Macros(MacrosView):
    """The macros an agent may use or edit."""

    def get(self, request: AgentRequest) -> HttpResponse:
        query = request.GET.get("q", "").strip()
        return self.page("automation/macros.html", macros=_listed(request.user, query), query=query)


class NewMacro(MacrosView):
    def get(self, request: AgentRequest) -> HttpResponse:
        return self._page(MacroForm(agent=request.user))

    def post(self, request: AgentRequest) -> HttpResponse:
        form = MacroForm(request.POST, agent=request.user)
        if form.is_valid():
            try:
                make_macro(form.written(), request.user)
            except NameTaken:
                form.add_error("name", _("There is a macro of that name already."))
            else:
                return self.done(_("The macro is made."))
        return self._page(form, 422)

    def _page(self, form: MacroForm, status: int = 200) -> HttpResponse:
        return self.page("automation/macro.html", status=status, form=form, variables=list(variable.everyone()))


class MacroThing(MacrosView):
    """One macro that the agent may edit."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        macro = editable(request.user, number)
        return self._page(macro, MacroForm(agent=request.user, macro=macro))

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        macro = editable(request.user, number)
        form = MacroForm(request.POST, agent=request.user, macro=macro)
        if form.is_valid():
            try:
                edit_macro(macro, form.written(), request.user)
            except NameTaken:
                form.add_error("name", _("There is a macro of that name already."))
            else:
                return self.done(_("The macro is saved."))
        return self._page(macro, form, 422)

    def _page(self, macro: Macro, form: MacroForm, status: int = 200) -> HttpResponse:
        return self.page("automation/macro.html", status=status, form=form, macro=macro, variables=list(variable.everyone()))


class MacroEnd(MacrosView):
    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        delete_macro(editable(request.user, number), request.user)
        return self.done(_("The macro is deleted."))


def editable(agent: Agent, number: int) -> Macro:
    macro = Macro.objects.editable_by(agent).filter(pk=number).first()
    if macro is None:
        raise Http404
    return macro


def _listed(agent: Agent, query: str) -> list[dict[str, Any]]:
    usable = Macro.objects.for_agent(agent) | Macro.objects.editable_by(agent)
    found = list(usable.select_related("team", "owner").distinct()[: SHOWN * 4])
    if query:
        worth = {macro.pk: max(score(query, name) for name in (macro.name, *macro.words.split(","))) for macro in found}
        found = sorted((macro for macro in found if worth[macro.pk]), key=lambda macro: -worth[macro.pk])
    may_edit = set(Macro.objects.editable_by(agent).values_list("pk", flat=True))
    return [{"macro": macro, "effects": described(macro.effects), "may_edit": macro.pk in may_edit} for macro in found[:SHOWN]]

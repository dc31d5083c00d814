from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from onmaru.inbox.desk.door import ConversationView
from onmaru.kit.numbers import row_number
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission
from onmaru.tasks.actions.ask import ask
from onmaru.tasks.desk.asking import AskForm
from onmaru.tasks.models import TaskTemplate

OWN = "own"


class Ask(ConversationView):
    """A task to be: choosing what to ask (GET), the form of it (?template=), and asking (POST)."""

    to_read = to_write = Permission.ORGANISE

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        chosen = request.GET.get("template", "")
        if not chosen:
            fitting, others = self._offered()
            return self._page("tasks/choose.html", fitting=fitting, others=others)
        template = self._template(chosen)
        form = AskForm(conversation=self.conversation, template=template, initial={"once": uuid4().hex})
        return self._page("tasks/ask.html", form=form, template=template)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        template = self._template(request.POST.get("template", OWN))
        form = AskForm(request.POST, conversation=self.conversation, template=template)
        if not form.is_valid():
            return self._page("tasks/ask.html", 422, form=form, template=template)
        task = ask(self.conversation, form.request(), request.user)
        messages.success(request, _("{name} has it. The answer comes back into this conversation.").format(name=task.of_whom))
        return redirect("desk_conversation", self.conversation.pk)

    def _template(self, chosen: str) -> TaskTemplate | None:
        if chosen == OWN:
            return None
        return get_object_or_404(TaskTemplate.objects.offered().select_related("department"), pk=row_number(chosen) or 0)

    def _offered(self) -> tuple[list[TaskTemplate], list[TaskTemplate]]:
        """What fits the reason of the conversation, or the group of it, and the rest."""
        now = getattr(self.conversation, "reason_now", None)
        keys = {now["key"], now["key"].partition("-")[0]} if now else set()
        every = list(TaskTemplate.objects.offered().select_related("department", "reason"))
        fitting = [one for one in every if one.reason and one.reason.key in keys]
        return fitting, [one for one in every if one not in fitting]

    def _page(self, template_name: str, status: int = 200, **context: Any) -> HttpResponse:
        return render(self.request, template_name, {"conversation": self.conversation, "here": "tasks", **context}, status=status)

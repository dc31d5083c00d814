"""One task as agents see it: what was asked and shared, what came back, and going on with it."""

from functools import cached_property
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.desk.door import ThingView
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission
from onmaru.tasks.actions.answer import AlreadyOver
from onmaru.tasks.actions.follow import add, finish, withdraw
from onmaru.tasks.models import Task
from onmaru.tasks.said import said_in


class AddForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Say more to them"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class TaskView(ThingView):
    """Anything of one task. What the agent may not see does not exist for them."""

    to_write = Permission.ORGANISE

    @cached_property
    def task(self) -> Task:
        found = Task.objects.visible_to(self.request.user).select_related("department", "asked_by", "conversation")
        task = found.filter(pk=self.kwargs["number"]).first()
        if task is None:
            raise Http404
        return task


class TaskThing(TaskView):
    """The task (GET), more words of ours (POST), and taking it back (DELETE)."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        return self._page(AddForm(initial={"once": uuid4().hex}))

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        form = AddForm(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        try:
            add(self.task, form.cleaned_data["text"], request.user, form.cleaned_data["once"])
        except AlreadyOver:
            form.add_error(None, _("This was withdrawn. Ask anew instead."))
            return self._page(form, 422)
        messages.success(request, _("They have it again."))
        return redirect("desk_task", self.task.pk)

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        if withdraw(self.task, request.user):
            messages.success(request, _("It is withdrawn. They do not see it any more."))
        return redirect("desk_task", self.task.pk)

    def _page(self, form: AddForm, status: int = 200) -> HttpResponse:
        context = {"task": self.task, "lines": said_in(self.task), "shared_files": self.task.files.all(), "form": form, "here": "tasks"}
        return render(self.request, "tasks/task.html", context, status=status)


class TaskDone(TaskView):
    """That what came is enough."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        if finish(self.task, request.user):
            messages.success(request, _("The task is done."))
        return redirect("desk_conversation", self.task.conversation_id)

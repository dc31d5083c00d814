"""A workflow of one conversation: begun, moved by one press, given up."""

from functools import cached_property

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from onmaru.inbox.desk.door import ConversationView
from onmaru.kit.numbers import row_number
from onmaru.people.door import AgentRequest
from onmaru.workflows.actions.go import move, move_on, start, stop
from onmaru.workflows.models import Course, Stage, Workflow


class Courses(ConversationView):
    """Beginning one."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        workflow = get_object_or_404(Workflow.objects.on(), pk=row_number(request.POST.get("workflow")))
        if start(self.conversation, workflow, request.user):
            messages.success(request, _("{name} has begun. The customer sees how far it is.").format(name=workflow))
        return redirect("desk_conversation", self.conversation.pk)


class CourseThing(ConversationView):
    """Moving it one stage on (`from`), or to any other (`to`); giving it up (DELETE)."""

    @cached_property
    def course(self) -> Course:
        found = Course.objects.about(self.conversation).filter(pk=self.kwargs["course"]).first()
        if found is None:
            raise Http404
        return found

    def post(self, request: AgentRequest, number: int, course: int) -> HttpResponse:
        if to := request.POST.get("to"):
            move(self.course, get_object_or_404(Stage, pk=row_number(to)), request.user)
        else:
            move_on(self.course, row_number(request.POST.get("from")) or 0, request.user)
        return redirect("desk_conversation", self.conversation.pk)

    def delete(self, request: AgentRequest, number: int, course: int) -> HttpResponse:
        if stop(self.course, request.user):
            messages.success(request, _("The workflow is given up."))
        return redirect("desk_conversation", self.conversation.pk)

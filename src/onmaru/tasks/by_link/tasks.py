"""What departments see, without a seat: their tasks, and nothing that was not shared with them. Works without a script."""

import secrets
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.file_headers import file_response
from onmaru.inbox.models import Attachment
from onmaru.inbox.portal.door import PortalView
from onmaru.inbox.upload_field import FilesField, inbound
from onmaru.inbox.uploads import Limits
from onmaru.kit import storage
from onmaru.tasks.actions.answer import AlreadyOver, NothingSaid, TooMany, answer, see
from onmaru.tasks.mailing import link_of
from onmaru.tasks.models import Task, TaskLink, TaskMessage
from onmaru.tasks.said import said_in

OPEN, OVER = 50, 20


class AnswerForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Your answer"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5}))
    attachments = FilesField(Limits(), label=gettext_lazy("Attachments"))
    kind = forms.ChoiceField(choices=[(kind, kind) for kind in ("answer", "done", "need_more")], widget=forms.HiddenInput, required=False)


class LinkView(PortalView):
    """The door: a key that opens nothing shows how to get another, and every thing behind it is looked up among what the link may see."""

    here = "tasks"

    @cached_property
    def link(self) -> TaskLink | None:
        return link_of(self.kwargs["key"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)
        # The address may hold a key: it goes nowhere else. Without any referrer at all, browsers would post with an origin of "null".
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    def closed(self) -> HttpResponse:
        return self.page("tasks/by_link/closed.html", 410)

    def tasks(self, link: TaskLink) -> Any:
        found = Task.objects.open_to(link.department_id, link.handle)
        return found.select_related("department", "asked_by")

    def task(self, link: TaskLink) -> Task:
        found = self.tasks(link).filter(pk=self.kwargs["number"]).first()
        if found is None:
            raise Http404
        return found

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return super().page(template, status, key=self.kwargs["key"], by_link=True, **context)


class Tasks(LinkView):
    """What is to be done, due first, and what was done lately. Marks nothing as seen: mail programs look at links too."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        if self.link is None:
            return self.closed()
        rows = self.tasks(self.link)
        to_do = list(rows.with_them().order_by("due_at", "id")[:OPEN])
        waits = list(rows.with_us().order_by("-answered_at", "-id")[:OVER])
        over = list(rows.exclude(done_at=None).order_by("-id")[:OVER])
        return self.page("tasks/by_link/tasks.html", link=self.link, to_do=to_do, waits=waits, over=over)


class OneTask(LinkView):
    """One task, and answering it."""

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        if self.link is None:
            return self.closed()
        task = self.task(self.link)
        see(task, self.link)
        return self._page(self.link, task, AnswerForm())

    def post(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        if self.link is None:
            return self.closed()
        task, form = self.task(self.link), AnswerForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(self.link, task, form, 422)
        cleaned = form.cleaned_data
        try:
            files = [inbound(file) for file in cleaned["attachments"]]
            answer(
                task,
                self.link,
                cleaned["kind"] or "answer",
                cleaned["text"].replace("\r\n", "\n"),
                files,
                request.POST.get("once", "")[:40],
            )
        except NothingSaid:
            form.add_error("text", _("Write something first."))
            return self._page(self.link, task, form, 422)
        except TooMany:
            form.add_error(None, _("That was very often in a short time. Please wait a little, or put it into one answer."))
            return self._page(self.link, task, form, 429)
        except AlreadyOver:
            messages.error(request, _("This task was closed meanwhile. Nothing more is needed."))
            return redirect("tasks_by_link", key)
        messages.success(request, _("Thank you. Customer service has your answer."))
        return redirect("task_by_link", key, number)

    def _page(self, link: TaskLink, task: Task, form: AnswerForm, status: int = 200) -> HttpResponse:
        once = self.request.POST.get("once", "")[:40] or secrets.token_hex(16)
        context = {"lines": said_in(task), "once": once, "form": form}
        return self.page("tasks/by_link/task.html", status, link=link, task=task, files=task.files.exclude(blob=""), **context)


class File(LinkView):
    """A file that was shared with them, or came from them."""

    def get(self, request: HttpRequest, key: str, number: int, file: int) -> HttpResponse | StreamingHttpResponse:
        if self.link is None:
            return self.closed()
        task = self.task(self.link)
        theirs = Q(note__in=TaskMessage.objects.filter(task=task).exclude(note=None).values("note"))
        found = Attachment.objects.filter(theirs | Q(pk__in=task.files.values("pk")), pk=file).exclude(blob="").first()
        if found is None:
            raise Http404
        try:
            return file_response(found, may_show=True)
        except storage.Missing as error:
            raise Http404 from error

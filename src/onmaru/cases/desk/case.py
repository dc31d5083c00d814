from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from onmaru.cases.actions.ask import NoReason, ask, ask_again
from onmaru.cases.models import CaseExport
from onmaru.inbox.desk.door import ConversationView, ThingView
from onmaru.inbox.desk.list import fresh
from onmaru.kit import storage
from onmaru.kit.numbers import row_number
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission
from onmaru.web.fragments import wants_fragment

SHOWN = 20


class Case(ConversationView):
    """A conversation as a sealed document: those that were made (GET), one more with a reason (POST)."""

    to_read = to_write = Permission.EXPORT_CASES

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        return fresh(self._page("cases/_exports.html" if wants_fragment(request) else "cases/case.html"))

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        posted = request.POST
        if again := posted.get("again", ""):
            late = CaseExport.objects.filter(conversation=self.conversation, pk=row_number(again))
            for export in late:
                ask_again(export)
            messages.success(request, _("The document is being made once more."))
            return redirect("desk_case", self.conversation.pk)
        try:
            ask(self.conversation, request.user, posted.get("because", ""), "with_notes" in posted, posted.get("key", "")[:64])
        except NoReason:
            return self._page("cases/case.html", error=_("Say why: the log keeps it."), status=422)
        messages.success(request, _("The document is being made. It appears here in a moment."))
        return redirect("desk_case", self.conversation.pk)

    def _page(self, template: str, error: str = "", status: int = 200) -> HttpResponse:
        exports = list(CaseExport.objects.filter(conversation=self.conversation).select_related("asked_by").order_by("-asked_at")[:SHOWN])
        context = {"conversation": self.conversation, "exports": exports, "error": error, "key": uuid4().hex}
        return render(self.request, template, context, status=status)


class CaseFile(ThingView):
    """A made document, to be saved."""

    to_read = Permission.EXPORT_CASES

    def get(self, request: AgentRequest, number: int) -> StreamingHttpResponse:
        found = CaseExport.objects.visible_to(request.user).made().filter(pk=number).first()
        if found is None:
            raise Http404
        try:
            content = storage.chunks(found.blob)
        except storage.Missing as error:
            raise Http404 from error
        name = f"case-{found.conversation_id}-{timezone.localtime(found.asked_at):%Y%m%d-%H%M}.pdf"
        headers = {
            "Content-Type": "application/pdf",
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment",
            "Content-Length": str(found.size),
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
        }
        return StreamingHttpResponse(content, headers=headers)

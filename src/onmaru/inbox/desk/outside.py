"""Asking an outsider about a conversation, and showing them messages of it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onmaru.inbox import side
from onmaru.inbox.actions.side_write import start_side
from onmaru.inbox.desk.answer import is_htmx, menu
from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.desk.outside_form import REFUSALS, addresses, enclosed, worded
from onmaru.inbox.desk.outside_thread import shown
from onmaru.inbox.models import Attachment, SideDraft, SideThread
from onmaru.kit.numbers import row_number, row_numbers
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission

OFFERED = 20
REMEMBERED = 50


class Outside(ConversationView):
    """A side thread to be: whom to ask and what to show them (GET ?messages=), doing it (POST)."""

    to_read = to_write = Permission.ANSWER

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        context = self._context(chosen=row_numbers(request.GET.getlist("messages")))
        return menu(request, self.conversation, "inbox/_outside_form.html", _("Ask an outsider or forward"), **context)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        posted = request.POST
        text = posted.get("text", "").replace("\r\n", "\n")
        try:
            to = addresses(posted.get("to", ""))
            thread = start_side(self.conversation, request.user, to, posted.get("subject", ""), text, enclosed(request))
        except REFUSALS as why:
            return self._refused(worded(why))
        if not is_htmx(request):
            messages.success(request, _("On its way. The customer does not see it."))
            return redirect("desk_side_thread", thread.pk)
        return shown(request, thread, _("On its way. The customer does not see it."))

    def _refused(self, error: str) -> HttpResponse:
        posted = self.request.POST
        context = self._context(
            chosen=row_numbers(posted.getlist("messages")), files=row_numbers(posted.getlist("files")), posted=posted, error=error
        )
        context |= {
            "conversation": self.conversation,
            "title": _("Ask an outsider or forward"),
            "menu_template": "inbox/_outside_form.html",
        }
        template = "inbox/_outside_form.html" if is_htmx(self.request) else "inbox/menu_page.html"
        return render(self.request, template, context, status=422)

    def _context(self, chosen: list[int], files: list[int] | None = None, posted: Any = None, error: str = "") -> dict[str, Any]:
        conversation = self.conversation
        last = conversation.messages.filter(machine="").select_related("agent", "channel").defer("html", "quoted")
        offered = list(last.order_by("-created_at", "-id")[:OFFERED])[::-1]
        of_case = Attachment.objects.filter(message__conversation=conversation, inline=False).exclude(blob="")
        recent = SideThread.objects.order_by("-pk").values_list("handles", flat=True)[:REMEMBERED]
        return {
            "offered": offered,
            "chosen": chosen,
            "files": list(of_case.order_by("-pk")[:OFFERED]),
            # What was attached to a message that is forwarded goes along unless somebody says no.
            "chosen_files": files if files is not None else list(of_case.filter(message__in=chosen).values_list("pk", flat=True)),
            "known": list(dict.fromkeys(handle for handles in recent for handle in handles))[:OFFERED],
            # What was posted and refused, else what was begun and not sent.
            "posted": posted or self._draft(),
            "error": error,
            "key": (posted or {}).get("key") or uuid4().hex,
            **self._mailboxes(posted),
        }

    def _draft(self) -> dict[str, Any]:
        kept = SideDraft.objects.filter(conversation=self.conversation, agent=self.request.user, thread=None).first()
        return {"to": kept.to, "subject": kept.subject, "text": kept.text, "channel": kept.channel_id} if kept else {}

    def _mailboxes(self, posted: Any) -> dict[str, Any]:
        """Through which mailbox it goes, where there is a choice."""
        able = side.channels()
        if not able:
            return {"mailboxes": []}
        chosen = str((posted or self._draft()).get("channel") or side.channel_for(self.conversation).pk)
        return {"mailboxes": able if len(able) > 1 else [], "mailbox": row_number(chosen) or 0}

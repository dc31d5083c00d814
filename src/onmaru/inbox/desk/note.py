from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onmaru.inbox.actions.note import EmptyNote, note
from onmaru.inbox.desk.answer import is_htmx
from onmaru.inbox.desk.conversation import known_view, screen_context
from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.desk.files import TooMuch, take_files
from onmaru.inbox.desk.list import list_context
from onmaru.inbox.models import Draft, Note
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission


class NoteThing(ConversationView):
    """Words for colleagues beside a conversation."""

    to_write = Permission.COMMENT

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        conversation, text = self.conversation, request.POST.get("text", "").replace("\r\n", "\n")
        try:
            take_files(conversation, request.user, Draft.Purpose.NOTE, request.FILES.getlist("file"))
            written = note(conversation, request.user, text, key=request.POST.get("key", "")[:64])
        except TooMuch:
            return self._refused(_("These files are too large."))
        except EmptyNote:
            return self._refused(_("Write something or attach a file first."))
        if not is_htmx(request):
            messages.success(request, _not_told(written) or _("Noted."))
            return redirect("desk_conversation", conversation.pk)
        said = _not_told(written) or _("Noted. The customer does not see it.")
        return render(request, "inbox/_sent.html", {**screen_context(request, conversation), "said": said})

    def _refused(self, error: str) -> HttpResponse:
        request = self.request
        context = screen_context(request, self.conversation, purpose="note", text=request.POST.get("text", ""), error=error)
        if is_htmx(request):
            return render(request, "inbox/_not_sent.html", context, status=422)
        view_key = known_view(request, self.conversation)
        return render(request, "inbox/conversation.html", {**list_context(request, view_key, self.conversation), **context}, status=422)


def _not_told(written: Note) -> str:
    """A sentence about those whom the note calls in vain; empty when there are none."""
    names = [written.text[mention["start"] + 1 : mention["end"]] for mention in written.mentions if not mention["told"]]
    return (
        _("Noted, but {names} cannot see this conversation and got no notice.").format(names=", ".join(dict.fromkeys(names)))
        if names
        else ""
    )

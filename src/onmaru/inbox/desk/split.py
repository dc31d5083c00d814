from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onmaru.inbox.actions.split import CannotSplit, split
from onmaru.inbox.desk.answer import changed, is_htmx, menu, refused
from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.desk.list import fresh
from onmaru.inbox.models import Message
from onmaru.kit.numbers import row_numbers
from onmaru.people.door import AgentRequest

SHOWN = 100


class Split(ConversationView):
    """Giving some messages a conversation of their own: which (GET), what it would be (GET ?message=), doing it (POST message)."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        rows = self.conversation.messages.filter(machine="").select_related("agent").order_by("-created_at", "-id")[:SHOWN]
        chosen = self._chosen(request.GET.getlist("message"))
        context = {"messages_shown": list(rows)[::-1], "chosen": {message.pk for message in chosen}, **self._preview(chosen)}
        if "preview" in request.GET:
            return fresh(render(request, "inbox/_split_preview.html", {"conversation": self.conversation, **context}))
        return menu(request, self.conversation, "inbox/_split.html", _("Split"), **context)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        try:
            made = split(self.conversation, self._chosen(request.POST.getlist("message")), request.user)
        except CannotSplit:
            return refused(request, self.conversation, _("Choose some of the messages, and among them one that the customer wrote."))
        if not is_htmx(request):
            return redirect("desk_conversation", made.pk)
        said = _("The messages are conversation #{number} now.").format(number=made.pk)
        return changed(request, self.conversation, said, undo=reverse("desk_merge", args=[self.conversation.pk]) + f"?source={made.pk}")

    def _chosen(self, numbers: list[str]) -> list[Message]:
        chosen = self.conversation.messages.filter(pk__in=row_numbers(numbers[:SHOWN]))
        rows = chosen.select_related("channel", "identity__customer__person")
        return list(rows.order_by("created_at", "id"))

    def _preview(self, chosen: list[Message]) -> dict[str, object]:
        """Who the new conversation would be with, and by which channel; nothing where it cannot be."""
        first = next((message for message in chosen if message.is_in and message.identity), None)
        left = self.conversation.message_count - len(chosen)
        return {"first": first, "moving": len(chosen), "left": left, "can_split": first is not None and left > 0}

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from onmaru.inbox.actions.merge import CannotMerge, merge
from onmaru.inbox.actions.unmerge import unmerge
from onmaru.inbox.desk.answer import changed, menu, refused
from onmaru.inbox.desk.door import ConversationView, ThingView, find
from onmaru.inbox.models import Conversation, Merge
from onmaru.inbox.queries import tag_names
from onmaru.inbox.search import conversations_for
from onmaru.people.door import AgentRequest

OFFERED = 8


class MergeThing(ConversationView):
    """Taking another conversation into this one: candidates and a preview (GET ?q=, ?with=), doing it (POST source)."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        conversation, query, chosen = self.conversation, request.GET.get("q", "").strip(), request.GET.get("with", "")
        if chosen.isdecimal():
            return menu(request, conversation, "inbox/_merge_preview.html", _("Merge"), **self._preview(int(chosen)))
        visible = Conversation.objects.visible_to(request.user).filter(merged_into=None).exclude(pk=conversation.pk)
        if query:
            candidates = visible.filter(pk__in=conversations_for(request.user, query, conversation, OFFERED))
        else:
            candidates = visible.of_person(conversation.customer)
        rows = candidates.newest_first().select_related("customer__person", "channel", "assignee").annotate(tag_names=tag_names())[:OFFERED]
        return menu(request, conversation, "inbox/_merge_choice.html", _("Merge"), candidates=list(rows), query=query)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        chosen = request.POST.get("source") or request.GET.get("source", "")
        source = find(request.user, int(chosen)) if chosen.isdecimal() else None
        if source is None:
            return refused(request, self.conversation, _("There is no such conversation."))
        try:
            done = merge(source, self.conversation, request.user)
        except CannotMerge:
            return refused(request, self.conversation, _("These two are one conversation already."))
        said = _("Conversation #{number} is part of this one now.").format(number=source.pk)
        return changed(request, self.conversation, said, undo=reverse("desk_unmerge", args=[done.pk]))

    def _preview(self, number: int) -> dict[str, object]:
        source = find(self.request.user, number)
        if source is None or source == self.conversation:
            raise Http404
        last = source.messages.filter(machine="").select_related("agent").order_by("-created_at", "-id")[:3]
        return {"source": source, "messages_shown": list(last)[::-1]}


class Unmerge(ThingView):
    """Taking a merge back."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        done = Merge.objects.select_related("target", "source").filter(pk=number).first()
        target = find(request.user, done.target.pk) if done else None
        if done is None or target is None:
            raise Http404
        unmerge(done, request.user)
        return changed(request, target, _("Conversation #{number} stands by itself again.").format(number=done.source.pk))

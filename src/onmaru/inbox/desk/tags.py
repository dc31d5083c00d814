from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from onmaru.inbox.actions.tag import NoName, tag, untag
from onmaru.inbox.desk.answer import changed, refused
from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.models import Tag
from onmaru.people.door import AgentRequest, DeskView


class Tags(ConversationView):
    """The tags of a conversation: one more (POST name), one less (DELETE ?name=)."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        name = request.POST.get("name", "")
        try:
            tag(self.conversation, name, request.user)
        except NoName:
            return refused(request, self.conversation, _("A tag needs a name of at most 40 characters."))
        return changed(request, self.conversation, _("Tagged #{name}.").format(name=name.strip().lstrip("#")))

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        name = request.GET.get("name") or request.POST.get("name", "")
        untag(self.conversation, name, request.user)
        return changed(request, self.conversation, _("The tag #{name} is gone.").format(name=name))


class KnownTags(DeskView):
    """Tags that exist, for the field to suggest."""

    def get(self, request: AgentRequest) -> HttpResponse:
        return render(request, "inbox/_known_tags.html", {"tags": Tag.objects.order_by("name")[:200]})

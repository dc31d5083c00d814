from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from onmaru.inbox.actions.hold import take_over
from onmaru.inbox.actions.look import look, look_away
from onmaru.inbox.company import holder, people_by_conversation
from onmaru.inbox.desk.answer import changed, refused
from onmaru.inbox.desk.door import ConversationView, ThingView
from onmaru.inbox.models import Conversation, Draft
from onmaru.kit.numbers import row_number
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission

# A tab names itself with a random UUID.
LONGEST_NAME = 40


class PresenceThing(ThingView):
    """Who is where (GET); one's own tab says what it shows (POST), or that nobody is before it (DELETE)."""

    to_write = None

    def get(self, request: AgentRequest) -> HttpResponse:
        return JsonResponse({"people": people_by_conversation(request.user)}, headers={"Cache-Control": "no-store"})

    def post(self, request: AgentRequest) -> HttpResponse:
        posted = request.POST
        tab, number, writing = posted.get("tab", ""), posted.get("conversation", ""), posted.get("writing", "")
        word = _number(posted.get("word", ""))
        if not tab or len(tab) > LONGEST_NAME or (writing and writing not in Draft.Purpose.values) or word is None:
            return HttpResponse(status=400)
        look(request.user, tab, _shown(request, number) if number else None, writing, word)
        return HttpResponse(status=204)

    def delete(self, request: AgentRequest) -> HttpResponse:
        tab, word = request.GET.get("tab", ""), _number(request.GET.get("word", ""))
        if not tab or word is None:
            return HttpResponse(status=400)
        look_away(request.user, tab[:LONGEST_NAME], word)
        return HttpResponse(status=204)


def _number(word: str) -> int | None:
    """Which word of the tab this is; a page from before words were numbered says none."""
    return row_number(word or "0")


def _shown(request: AgentRequest, number: str) -> Conversation:
    found = Conversation.objects.visible_to(request.user).only("pk").filter(pk=row_number(number)).first()
    if found is None:
        raise Http404
    return found


class HoldThing(ConversationView):
    """Who alone may answer now (GET), and taking the answer over from them (POST)."""

    to_write = Permission.ANSWER

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        return render(request, "inbox/_hold.html", {"conversation": self.conversation, "holder": holder(self.conversation)})

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        conversation = self.conversation
        if not request.user.may(Permission.TAKE_OVER):
            raise PermissionDenied
        if not take_over(conversation, request.user):
            return refused(request, conversation, _("Nobody else is writing an answer here any more."))
        return changed(request, conversation, _("The answer is yours now."))

from datetime import timedelta

from django.db.models import Case, IntegerField, When
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from onmaru.customers.models import Customer
from onmaru.inbox.actions.merge import CannotMerge, merge
from onmaru.inbox.actions.unmerge import unmerge
from onmaru.inbox.desk.answer import changed, menu, refused
from onmaru.inbox.desk.door import ConversationView, ThingView, find
from onmaru.inbox.models import Conversation, Merge, Message, Participant
from onmaru.inbox.models.conversation import Conversations
from onmaru.inbox.queries import tag_names
from onmaru.inbox.recipients import last_reachable
from onmaru.inbox.search import conversations_for
from onmaru.kit import clock
from onmaru.kit.numbers import row_number
from onmaru.people.door import AgentRequest

OFFERED, PREVIEWED = 8, 6
# A subject of last year is another matter.
ALIKE_FOR = timedelta(days=60)
LOOKED_THROUGH, LOOKED_AT = 2000, 100


class MergeThing(ConversationView):
    """Taking another conversation into this one: candidates and a preview (GET ?q=, ?with=), doing it (POST source)."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        conversation, query, chosen = self.conversation, request.GET.get("q", "").strip(), request.GET.get("with", "")
        if (other := row_number(chosen)) is not None:
            return menu(request, conversation, "inbox/_merge_preview.html", _("Merge"), **self._preview(other))
        visible = Conversation.objects.visible_to(request.user).filter(merged_into=None).exclude(pk=conversation.pk)
        if query:
            candidates = visible.filter(pk__in=conversations_for(request.user, query, conversation, OFFERED)).newest_first()
        else:
            candidates = likely(visible, conversation)
        rows = candidates.select_related("customer__person", "channel", "assignee").annotate(tag_names=tag_names())[:OFFERED]
        merges = Merge.objects.filter(target=conversation, undone_at=None).select_related("source").order_by("-id")[:OFFERED]
        return menu(request, conversation, "inbox/_merge_choice.html", _("Merge"), candidates=list(rows), query=query, merges=list(merges))

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        chosen = request.POST.get("source") or request.GET.get("source", "")
        other = row_number(chosen)
        source = find(request.user, other) if other is not None else None
        if source is None:
            return refused(request, self.conversation, _("There is no such conversation."))
        try:
            done = merge(source, self.conversation, request.user)
        except CannotMerge:
            return refused(request, self.conversation, _("These two are one conversation already."))
        said = _("Conversation #{number} is part of this one now.").format(number=source.pk)
        return changed(request, self.conversation, said, undo=reverse("desk_unmerge", args=[done.pk]))

    def _preview(self, number: int) -> dict[str, object]:
        """The thread as it would be: its last messages in their order, who takes part, and where an answer would go."""
        source, target = find(self.request.user, number), self.conversation
        if source is None or source == target:
            raise Http404
        both = Message.objects.filter(conversation__in=[source, target])
        last = both.filter(machine="").select_related("agent", "channel").order_by("-created_at", "-id")[:PREVIEWED]
        people = Participant.objects.filter(conversation__in=[source, target]).order_by("handle").distinct("handle")
        return {
            "source": source,
            "messages_shown": list(last)[::-1],
            "earlier": max(source.message_count + target.message_count - PREVIEWED, 0),
            "people": list(people),
            "answers_to": last_reachable(both, target.channel.kind_of.handle_sort).first(),
        }


def likely(visible: Conversations, conversation: Conversation) -> Conversations:
    """The same person's, and those of the latest with the same subject; which are both, first."""
    people = Customer.objects.same_person_as(conversation.customer).values_list("pk", flat=True)
    theirs = set(visible.filter(customer__in=list(people)).newest_first().values_list("pk", flat=True)[:LOOKED_AT])
    alike = _with_the_subject(visible, conversation.thread_subject)
    rank = Case(When(pk__in=theirs & alike, then=0), When(pk__in=theirs, then=1), default=2, output_field=IntegerField())
    return visible.filter(pk__in=theirs | alike).annotate(rank=rank).order_by("rank", "-last_activity_at", "-id")


def _with_the_subject(visible: Conversations, subject: str) -> set[int]:
    """Subjects are in no index: the latest are looked through, not all."""
    if not subject:
        return set()
    latest = visible.shown().filter(last_activity_at__gte=clock.now() - ALIKE_FOR).newest_first().values("pk")[:LOOKED_THROUGH]
    same = Conversation.objects.filter(pk__in=latest, thread_subject=subject)
    return set(same.newest_first().values_list("pk", flat=True)[:LOOKED_AT])


class Unmerge(ThingView):
    """Taking a merge back."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        done = Merge.objects.select_related("target", "source").filter(pk=number).first()
        target = find(request.user, done.target.pk) if done else None
        if done is None or target is None:
            raise Http404
        unmerge(done, request.user)
        return changed(request, target, _("Conversation #{number} stands by itself again.").format(number=done.source.pk))

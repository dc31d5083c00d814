from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onmaru.inbox.actions.merge import CannotMerge
from onmaru.inbox.desk.answer import is_htmx
from onmaru.inbox.desk.door import ThingView
from onmaru.inbox.desk.list import fresh
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.roles import Permission
from onmaru.radar.actions.let_be import let_be, miss_again
from onmaru.radar.actions.merge_pair import kept, merge_pair, unmerge_pair
from onmaru.radar.actions.refuse import refuse, suspect_again
from onmaru.radar.board import board
from onmaru.radar.models import Duplicate, Miss
from onmaru.web.fragments import wants_fragment


class Radar(DeskView):
    """Who was left without an answer, and what is there twice: both meant to be zero when the day ends."""

    to_read = Permission.ANSWER

    def get(self, request: AgentRequest) -> HttpResponse:
        template = "radar/_board.html" if wants_fragment(request) else "radar/radar.html"
        return fresh(render(request, template, {"here": "radar", **board(request.user)}))


class MissThing(ThingView):
    """Saying that no answer is needed (POST), and taking that back (DELETE)."""

    @cached_property
    def miss(self) -> Miss:
        found = Miss.objects.visible_to(self.request.user).filter(pk=self.kwargs["number"], delivery=None).first()
        if found is None:
            raise Http404
        return found

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        let_be(self.miss, request.user)
        return _changed(request, _("It needs no answer."), undo=f"{reverse('desk_miss', args=[number])}?_method=DELETE")

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        miss_again(self.miss)
        return _changed(request, _("It is in the list again."))


class _PairView(ThingView):
    @cached_property
    def pair(self) -> Duplicate:
        visible = Duplicate.objects.visible_to(self.request.user).select_related("earlier", "later")
        found = visible.filter(pk=self.kwargs["number"]).first()
        if found is None:
            raise Http404
        return found


class DuplicateThing(_PairView):
    """Saying that the two are different matters (POST), and taking that back (DELETE)."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        refuse(self.pair, request.user)
        said = _("They are different matters and are not shown as a pair again.")
        return _changed(request, said, undo=f"{reverse('desk_duplicate', args=[number])}?_method=DELETE")

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        suspect_again(self.pair)
        return _changed(request, _("They are in the list again."))


class DuplicateMerge(_PairView):
    """Making one conversation of the two (POST), and two again (DELETE)."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        source, target = kept(self.pair)
        try:
            merge_pair(self.pair, request.user)
        except CannotMerge:
            return _changed(request, _("These two are one conversation already."))
        said = _("Conversation #{source} is part of #{target} now.").format(source=source.pk, target=target.pk)
        return _changed(request, said, undo=f"{reverse('desk_duplicate_merge', args=[number])}?_method=DELETE")

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        unmerge_pair(self.pair, request.user)
        return _changed(request, _("They are two conversations again."))


def _changed(request: AgentRequest, said: str, undo: str = "") -> HttpResponse:
    """The board as it is now; where there is none, only the word about it."""
    if not is_htmx(request):
        messages.success(request, said)
        return redirect("desk_radar")
    context: dict[str, Any] = {"said": said, "undo_url": undo}
    on_board = "/desk/radar/" in request.headers.get("HX-Current-URL", "")
    return render(request, "radar/_changed.html", {**context, **(board(request.user) if on_board else {}), "on_board": on_board})

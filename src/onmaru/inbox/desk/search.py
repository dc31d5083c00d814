from django.http import HttpResponse
from django.shortcuts import redirect, render

from onmaru.inbox.desk.list import fresh
from onmaru.inbox.models import Conversation
from onmaru.inbox.queries import Cursor, page
from onmaru.inbox.search import found, number_in
from onmaru.people.door import AgentRequest, DeskView
from onmaru.web.fragments import wants_fragment


class Search(DeskView):
    """One box: words, a name, an address, or #12 to jump."""

    def get(self, request: AgentRequest) -> HttpResponse:
        query = request.GET.get("q", "").strip()[:200]
        visible = Conversation.objects.visible_to(request.user)
        number = number_in(query)
        if number is not None and visible.filter(pk=number).exists() and not wants_fragment(request):
            return redirect("desk_conversation", number)
        shown = page(found(visible.filter(merged_into=None), query), Cursor.read(request.GET.get("after", ""))) if query else None
        context = {"query": query, "page": shown, "here": "search", "view_key": "all"}
        return fresh(render(request, "inbox/_search_results.html" if wants_fragment(request) else "inbox/search.html", context))

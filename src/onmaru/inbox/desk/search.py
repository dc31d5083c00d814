import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.desk.list import fresh
from onmaru.inbox.models import Conversation
from onmaru.inbox.queries import Cursor, page, with_line
from onmaru.inbox.search import Searched, candidates
from onmaru.inbox.searchables import MESSAGE, NOTE, SIDE
from onmaru.kit.prepared import prepared
from onmaru.language.marking import Segment, marked, snippet
from onmaru.language.query import Query
from onmaru.people.door import AgentRequest, DeskView
from onmaru.search.cursor import Stage
from onmaru.search.engine import Row
from onmaru.web.fragments import wants_fragment

LONGEST = 400
# What stands above the finds that need an excuse.
STAGES = {Stage.NEAR: _("Words that are spelled almost so"), Stage.SOME: _("Some of the words")}


HELP = [
    (_("from:Yuna"), _("of a customer, by name, address or number")),
    (_("tag:refund"), _("with a tag")),
    (_("status:waiting"), _("open, snoozed, resolved, waiting, spam")),
    (_("after:7d"), _("since a day: 7d, yesterday, 2026-11-01")),
    (_("before:2026-11"), _("before a day, month or year")),
    (_("agent:none"), _("assigned to somebody, or to nobody")),
    (_("has:attachment"), _("with files")),
    (_("in:notes"), _("only notes, messages, outsiders, customers or subjects")),
    (_('"not arrived"'), _("these words in this order")),
    (_("refund -exchange"), _("without a word")),
]


@dataclass(frozen=True, slots=True)
class Shown:
    """One find as the list draws it: a conversation with the piece that was found, or a customer."""

    row: Row
    conversation: Conversation | None
    subject: Sequence[Segment]
    name: Sequence[Segment]
    snippet: Sequence[Segment]
    # Where in the thread it stands.
    anchor: str
    # Said above it when it is the first of its stage.
    heading: Any = ""

    @property
    def conversations_of(self) -> str:
        """The query for all conversations of a customer."""
        handle = next((line for line in self.row.document.text.splitlines() if "@" in line and " " not in line), "")
        return f'from:"{handle or self.row.document.title}"'


class Search(DeskView):
    """One box: words in any state, names, addresses, numbers, operators, or #12 to jump."""

    def get(self, request: AgentRequest) -> HttpResponse:
        text = request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST]
        after = request.GET.get("after", "")
        searched = candidates(request.user, text, after)
        number = searched.query.number
        if number is not None and not wants_fragment(request) and Conversation.objects.visible_to(request.user).filter(pk=number).exists():
            return redirect("desk_conversation", number)
        context = {
            "query": text,
            "asked": searched.query,
            "here": "search",
            "view_key": "all",
            "is_first": not after,
            "chips": _chips(searched.query),
            "help": HELP,
            **(_listed(searched, after) if searched.listed is not None else _found(searched)),
        }
        return fresh(render(request, "inbox/_search_results.html" if wants_fragment(request) else "inbox/search.html", context))


def _listed(searched: Searched, after: str) -> Mapping[str, Any]:
    assert searched.listed is not None
    shown = page(searched.listed, Cursor.read(after))
    return {"page": shown, "next": str(shown.end) if shown.more else ""}


def _found(searched: Searched) -> Mapping[str, Any]:
    rows = searched.found.rows
    conversations = _conversations([row.document.conversation_id for row in rows if row.document.conversation_id is not None])
    shown: list[Shown] = []
    stage = Stage.ALL
    for row in rows:
        number = row.document.conversation_id
        conversation = conversations.get(number) if number is not None else None
        if number is not None and conversation is None:
            continue
        shown.append(_shown(row, conversation, searched.found.marks, STAGES[row.stage] if row.stage not in {stage, Stage.ALL} else ""))
        stage = row.stage
    return {
        "customers": [one for one in shown if one.conversation is None],
        "finds": [one for one in shown if one.conversation is not None],
        "next": str(searched.found.next or ""),
        "suggestions": searched.found.suggestions,
    }


def _shown(row: Row, conversation: Conversation | None, marks: Sequence[str], heading: Any) -> Shown:
    document = row.document
    is_piece = row.sort in {MESSAGE, NOTE, SIDE}
    name = conversation.customer.merged.name if conversation else document.title
    return Shown(
        row=row,
        conversation=conversation,
        subject=marked(conversation.subject if conversation else "", marks),
        name=marked(name, marks),
        snippet=snippet(document.text if is_piece or not conversation else conversation.preview, marks),
        anchor=f"#{row.sort}-{document.id}" if is_piece else "",
        heading=heading,
    )


def _conversations(ids: Sequence[int]) -> dict[int, Conversation]:
    return {row.pk: row for row in _lines(ids)} if ids else {}


@prepared
def _lines(ids: Sequence[int]) -> QuerySet[Conversation]:
    return with_line(Conversation.objects.filter(pk__in=ids))


def _chips(query: Query) -> list[dict[str, str]]:
    """Operators that can be taken out, as they were typed, each with the query without it."""
    chips = []
    for one in query.filters:
        typed = re.compile(rf'(?<!\S)\S+?:"?{re.escape(one.value)}"?(?!\S)')
        said = typed.search(query.text)
        without = " ".join(typed.sub("", query.text, count=1).split())
        chips.append({"text": said[0] if said else f"{one.name}:{one.value}", "without": urlencode({"q": without})})
    return chips

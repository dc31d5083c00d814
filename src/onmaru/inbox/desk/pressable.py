"""Cards, quick replies and forms for a customer, where the channel shows them."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.events import actor
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.hold import Held
from onmaru.inbox.actions.reply import Empty, Sending, TooLong, Unseen, reply
from onmaru.inbox.desk.answer import changed, menu, refused
from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.rich import Malformed, read
from onmaru.kit.numbers import row_number
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission

SORTS = {"card": gettext_lazy("Card"), "quick_replies": gettext_lazy("Quick replies"), "form": gettext_lazy("Form to fill in")}
# What forms ask for most, with what a browser helps to type: (name in the form, sort of field, what it is called)
OFTEN = [
    ("phone", "phone", gettext_lazy("Phone number")),
    ("email", "email", gettext_lazy("E-mail address")),
    ("date", "date", gettext_lazy("Date")),
]


class Pressable(ConversationView):
    """Something to press or fill in: what it can be (GET ?sort=), sending it (POST)."""

    to_read = to_write = Permission.ANSWER

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        self._allowed()
        sort = request.GET.get("sort", "")
        values = {"sort": sort if sort in SORTS else "card", "sorts": SORTS.items(), "often": OFTEN, "key": uuid4().hex}
        return menu(request, self.conversation, "inbox/_pressable_form.html", _("Send a card"), **values)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        self._allowed()
        conversation, agent, posted = self.conversation, request.user, request.POST
        seen = posted.get("seen", "")
        try:
            sending = Sending(rich=read(made_of(posted)), takes_draft=False, key=posted.get("key", "")[:64])
            with transaction.atomic():
                reply(conversation, agent, "", row_number(seen), sending)
                if conversation.assignee is None:
                    # Who answers first is accountable for it.
                    assign(conversation, agent, by=actor.agent(agent.pk))
        except Malformed as malformed:
            return refused(request, conversation, _worded(malformed))
        except Unseen:
            return refused(request, conversation, _("Not sent: something new came meanwhile. Look at it first."))
        except Held as held:
            return refused(
                request, conversation, _("Not sent: {name} is writing the answer. Your text is kept.").format(name=held.agent.name)
            )
        except Empty:
            return refused(request, conversation, _("This conversation has nobody who could be written to."))
        except TooLong:
            return refused(request, conversation, _("This is too long for this channel."))
        return changed(request, conversation, _("Sending."))

    def _allowed(self) -> None:
        if not self.conversation.channel.can.rich:
            raise Http404


def made_of(posted: Mapping[str, Any]) -> dict[str, Any]:
    """As `rich.read` reads it; what was left empty is left out."""
    sort = posted.get("sort", "")
    if sort == "quick_replies":
        replies = [{"kind": "postback", "title": line, "value": line} for line in _lines(posted, "replies")]
        return {"type": sort, "text": posted.get("text", "").strip(), "replies": replies}
    if sort == "form":
        asked = [(title, "text") for title in _lines(posted, "questions")]
        asked += [(str(title), kind) for name, kind, title in OFTEN if posted.get(name)]
        fields = [
            {"name": f"field_{place}", "label": title.rstrip("* "), "kind": kind, "required": title.endswith("*")}
            for place, (title, kind) in enumerate(asked)
        ]
        return {"type": sort, "title": posted.get("title", "").strip(), "fields": fields}
    card = {name: value for name in ("title", "text", "image_url") if (value := posted.get(name, "").strip())}
    link = posted.get("link", "").strip()
    buttons = [{"kind": "url", "title": posted.get("link_title", "").strip() or _("Look at it"), "value": link}] if link else []
    return {"type": "card", **card, "buttons": buttons}


def _lines(posted: Mapping[str, Any], name: str) -> list[str]:
    return [line.strip() for line in posted.get(name, "").splitlines() if line.strip()]


def _worded(malformed: Malformed) -> str:
    where = malformed.field.rsplit(".", 1)[-1]
    if where in {"value", "image_url"}:
        return _("An address has to begin with https:// and lead to a page.")
    if where in {"replies", "fields"}:
        return _("Write at least one, and not too many.")
    return _("Something is missing or too long. Check what you wrote.")

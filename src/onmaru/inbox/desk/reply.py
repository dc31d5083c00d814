from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from onmaru.events import actor
from onmaru.inbox import resolving
from onmaru.inbox import sending as leaving
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.hold import Held
from onmaru.inbox.actions.reply import UNDO_WINDOW, Empty, Sending, TooLong, Unseen, reply
from onmaru.inbox.actions.snooze import AlreadyResolved, InThePast, snooze
from onmaru.inbox.desk.answer import is_htmx, menu, walk
from onmaru.inbox.desk.asked_first import asked_first
from onmaru.inbox.desk.bulk_choice import wakes_on
from onmaru.inbox.desk.conversation import known_view, screen_context
from onmaru.inbox.desk.door import ConversationView, find
from onmaru.inbox.desk.files import TooMuch, take_files
from onmaru.inbox.desk.list import list_context
from onmaru.inbox.desk.moments import presets, read_moment
from onmaru.inbox.models import Conversation, Draft, Message
from onmaru.inbox.templatetags.inbox import moment
from onmaru.kit import clock
from onmaru.kit.numbers import row_number
from onmaru.people.door import AgentRequest
from onmaru.people.queries import calendar_of
from onmaru.people.roles import Permission
from onmaru.web.slots import Drawn


class Doubted(Exception):
    """Something should be looked at once more; nothing was sent."""

    def __init__(self, doubts: list[leaving.Doubt]) -> None:
        super().__init__(f"{len(doubts)} doubts")
        self.doubts = doubts


class Unsaid(Exception):
    """Something has to be said before it is resolved; nothing was sent."""

    def __init__(self, wanted: Drawn) -> None:
        super().__init__()
        self.wanted = wanted


class Reply(ConversationView):
    """An answer to the customer: the ways it can leave (GET), and sending it (POST)."""

    to_write = Permission.ANSWER

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        found = presets(clock.now(), timezone.get_current_timezone(), calendar_of(self.conversation.team))
        wakings = Conversation.WakesOn.choices
        return menu(request, self.conversation, "inbox/_send_menu.html", _("Send differently"), presets=found, wakings=wakings)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        try:
            sending, until = self._sending()
            take_files(self.conversation, request.user, Draft.Purpose.REPLY, request.FILES.getlist("file"))
            message = self._send(sending, until)
        except Unseen as unseen:
            return self._refused(409, unseen=unseen.messages)
        except Doubted as doubted:
            return self._refused(409, doubts=doubted.doubts, again=self._pressed())
        except Unsaid as unsaid:
            if is_htmx(request):
                return asked_first(request, self.conversation, unsaid.wanted, "reply-form", status=409)
            return self._refused(409, _("Choose the contact reason first, then resolve."))
        except leaving.Stop as stop:
            return self._refused(422, str(stop))
        except Held as held:
            return self._refused(409, _("Not sent: {name} is writing the answer. Your text is kept.").format(name=held.agent.name))
        except Empty as empty:
            nobody = _("This conversation has nobody who could be written to.")
            return self._refused(422, nobody if str(empty) else _("Write something or attach a file first."))
        except TooMuch:
            return self._refused(422, _("These files are too large for this channel."))
        except TooLong:
            limit = self.conversation.channel.can.max_text
            return self._refused(422, _("This channel takes at most {count} characters.").format(count=limit))
        except (InThePast, ValueError):
            return self._refused(422, _("Choose a moment in the future."))
        return self._sent(message, sending)

    def _sending(self) -> tuple[Sending, datetime | None]:
        posted, then = self.request.POST, self.request.POST.get("then", "")
        at = read_moment(posted.get("at") or posted.get("at_own", ""), self.request.user) if then == "later" or posted.get("at") else None
        until = read_moment(posted["snooze_until"], self.request.user) if posted.get("snooze_until") else None
        if at is not None and at <= clock.now():
            raise InThePast
        cc = posted.get("cc")
        sending = Sending(
            at=at,
            cancel_if_customer_writes=at is not None and "cancel_if_customer_writes" in posted,
            resolve=then.partition("/")[0] == resolving.RESOLVE,
            cc=None if cc is None else tuple(part for part in cc.replace(";", ",").replace(",", " ").split() if "@" in part),
            key=posted.get("key", "")[:64],
        )
        return sending, until

    def _send(self, sending: Sending, until: datetime | None) -> Message:
        agent, conversation = self.request.user, self.conversation
        seen = self.request.POST.get("seen", "")
        text = self.request.POST.get("text", "").replace("\r\n", "\n")
        answer = leaving.finished(leaving.Answer(conversation, agent, text, sending.resolve, self.request.POST))
        if doubts := leaving.doubts(answer):
            raise Doubted(doubts)
        said = resolving.said_in(self.request.POST) or resolving.Said()
        if answer.resolve and (wanted := resolving.demand(conversation, agent, said)):
            raise Unsaid(wanted)
        sending = replace(sending, resolve=answer.resolve)
        with transaction.atomic():
            message = reply(conversation, agent, answer.text, row_number(seen), sending)
            if conversation.assignee is None:
                # Who answers first is accountable for it.
                assign(conversation, agent, by=actor.agent(agent.pk))
            leaving.accompany(message, answer)
            if answer.resolve:
                resolving.accompany([conversation], agent, said)
            if until:
                # A resolved conversation sleeps anyway.
                with suppress(AlreadyResolved):
                    snooze(conversation, until, actor.agent(agent.pk), wakes_on(self.request.POST))
        return message

    def _sent(self, message: Message, sending: Sending) -> HttpResponse:
        request, conversation = self.request, find(self.request.user, self.conversation.pk) or self.conversation
        said = _("Sending.")
        if sending.at:
            said = _("It will be sent at {moment}.").format(moment=moment(sending.at))
        if not is_htmx(request):
            messages.success(request, said)
            return redirect("desk_conversation", conversation.pk)
        walks = "next" if request.POST.get("then") == "next" else walk(request)
        context = {**screen_context(request, conversation), "said": said, "walk": walks}
        if not conversation.channel.can.instant:
            context |= {"undo_url": reverse("desk_cancellation", args=[message.pk]), "seconds": int(UNDO_WINDOW.total_seconds())}
        return render(request, "inbox/_sent.html", context)

    def _pressed(self) -> tuple[str, str]:
        """The name and value of the button that was pressed, for one that sends the same way."""
        return next(((name, value) for name in ("then", "snooze_until", "at") if (value := self.request.POST.get(name))), ("", ""))

    def _refused(self, status: int, error: str = "", **found: Any) -> HttpResponse:
        """Nothing was sent. What was typed stays, and what came meanwhile is shown."""
        request, posted = self.request, self.request.POST
        kept = {"text": posted.get("text", ""), "key": posted.get("key", ""), "passed": posted.getlist("passed")}
        context = screen_context(request, self.conversation, purpose="reply", error=error, **kept, **found)
        if is_htmx(request):
            return render(request, "inbox/_not_sent.html", context, status=status)
        view_key = known_view(request, self.conversation)
        return render(request, "inbox/conversation.html", {**list_context(request, view_key, self.conversation), **context}, status=status)

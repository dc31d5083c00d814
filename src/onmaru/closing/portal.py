"""The page behind the two links of a question. Looking at it does nothing: mail programs look at links by themselves."""

import secrets
from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.closing.actions.answer_question import say_no, say_yes
from onmaru.closing.models import Question
from onmaru.inbox.actions.answer_back import TooMany
from onmaru.inbox.models import Conversation
from onmaru.inbox.portal import links, queries, session
from onmaru.inbox.portal.door import PortalView
from onmaru.inbox.thread import final

LONGEST = 4000


class WordsForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What is still missing? (optional)"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class Solved(PortalView):
    """One question to one customer: with the key in the address, or for who has come in."""

    here = "inquiries"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)
        # The address may hold a key: it goes nowhere else. Without any referrer at all, browsers would post with an origin of "null".
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    @cached_property
    def question(self) -> Question | None:
        if token := self.kwargs.get("token"):
            number = links.opened(token)
            mine = Conversation.objects.filter(pk=number, deleted_at=None) if number else Conversation.objects.none()
        else:
            mine = queries.open_to(self.person, session.linked(self.request)).filter(pk=self.kwargs["number"])
        rows = Question.objects.asked().select_related("conversation__customer", "conversation__channel", "episode__resolved_by")
        return rows.filter(pk=self.kwargs["question"], conversation__in=mine.values("pk")).first()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(WordsForm()) if self.question else self._closed()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.question is None:
            return self._closed()
        if request.POST.get("answer") == Question.Answer.YES:
            say_yes(self.question)
            return redirect(request.path)
        form = WordsForm(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        try:
            say_no(self.question, form.cleaned_data["words"].replace("\r\n", "\n"), request.POST.get("once", "")[:40])
        except TooMany:
            form.add_error("words", _("You have written very often in a short time. Please wait a little, or put it into one message."))
            return self._page(form, 429)
        return redirect(request.path)

    def _page(self, form: WordsForm, status: int = 200) -> HttpResponse:
        assert self.question is not None
        conversation = final(self.question.conversation)
        newer = conversation.status != Conversation.Status.RESOLVED
        # A yes may be taken back; where it is open again anyway, there is nothing left to press.
        state = "open again" if newer else "yes" if self.question.answer == Question.Answer.YES else "open"
        once = self.request.POST.get("once", "")[:40] or secrets.token_hex(16)
        context = {"question": self.question, "conversation": conversation, "state": state, "wanted": self.kwargs["answer"], "form": form}
        return self.page("closing/portal/question.html", status, **context, once=once, by_link="token" in self.kwargs)

    def _closed(self) -> HttpResponse:
        return self.page("portal/key.html", 410, good=False)

"""One inquiry: how far it is, what was said, and going on with it."""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.actions.answer_back import TooMany, answer_back
from onmaru.inbox.actions.reopen import reopen
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.file_headers import file_response
from onmaru.inbox.models import Attachment, Conversation
from onmaru.inbox.portal import queries
from onmaru.inbox.portal.door import InquiryView
from onmaru.inbox.upload_field import FilesField, inbound
from onmaru.inbox.uploads import Limits
from onmaru.kit import storage
from onmaru.kit.numbers import row_number

LONGEST = 4000


class AnswerForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Your message"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    attachments = FilesField(Limits(), label=gettext_lazy("Attachments"))

    def clean(self) -> dict[str, Any]:
        """A photo that was asked for needs no words."""
        given = super().clean() or {}
        if not self.errors and not given["text"] and not given["attachments"]:
            self.add_error("text", _("Write something first."))
        return given


class Inquiry(InquiryView):
    """The page, and answering on it."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        if (found := queries.goes_on_in(number)) != number:
            return redirect("portal_inquiry", found)
        return self._page(self.conversation(), AnswerForm())

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        conversation = self.conversation()
        form = AnswerForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(conversation, form, 422)
        try:
            files = tuple(map(inbound, form.cleaned_data["attachments"]))
            answer_back(conversation, self.person, form.cleaned_data["text"], files, request.POST.get("once", "")[:40])
        except TooMany:
            form.add_error(None, _("You have written very often in a short time. Please wait a little, or put it into one message."))
            return self._page(conversation, form, 429)
        messages.success(request, _("Your message has arrived."))
        return redirect("portal_inquiry", number)

    def _page(self, conversation: Conversation, form: AnswerForm, status: int = 200) -> HttpResponse:
        said, earlier = queries.messages(conversation, row_number(self.request.GET.get("before")) or 0)
        [inquiry] = queries.inquiries([conversation])
        once = self.request.POST.get("once", "")[:40] or secrets.token_hex(16)
        context: dict[str, Any] = {"said": said, "earlier": earlier, "inquiry": inquiry, "form": form, "once": once}
        return self.page("portal/inquiry.html", status, conversation=conversation, person=self.person, **context)


class Closure(InquiryView):
    """That the customer needs no more."""

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        conversation = self.conversation()
        if resolve(conversation, conversation.customer):
            messages.success(request, _("Thank you. The inquiry is closed; you can take it up again at any time."))
        return redirect("portal_inquiry", number)


class ClosureEnd(InquiryView):
    """That they do after all."""

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        conversation = self.conversation()
        if reopen(conversation, conversation.customer):
            messages.success(request, _("The inquiry is open again. Tell us below what is still missing."))
        return redirect("portal_inquiry", number)


class File(InquiryView):
    """A file of a message that the customer may see."""

    def get(self, request: HttpRequest, number: int, file: int) -> StreamingHttpResponse:
        found = Attachment.objects.filter(pk=file, message__in=queries.visible(self.conversation())).exclude(blob="").first()
        if found is None:
            raise Http404
        try:
            return file_response(found, may_show=True)
        except storage.Missing as error:
            raise Http404 from error

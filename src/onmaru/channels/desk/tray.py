"""The tray: what arrived and could not be understood or filed, with the reason, and what can be done about it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.channels import adapter
from onmaru.channels.actions.file_by_hand import CannotFile, file_by_hand
from onmaru.channels.actions.ignore import ignore
from onmaru.channels.actions.replay import replay
from onmaru.channels.models import Delivery
from onmaru.channels.queries import in_tray
from onmaru.channels.reasons import in_words
from onmaru.inbox.inbound import Party
from onmaru.inbox.models import Conversation
from onmaru.kit import storage
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.roles import Permission

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A delivery as the tray shows it."""

    delivery: Delivery
    sender: str
    subject: str
    reason: str

    @property
    def is_waiting(self) -> bool:
        return self.delivery.state == Delivery.State.WAITING


def line(delivery: Delivery) -> Line:
    try:
        sender, subject = adapter.of(delivery.channel).glance(delivery.head)
    except (KeyError, storage.Missing, storage.Damaged):
        sender = subject = ""
    return Line(delivery, sender[:200], subject[:200], in_words(delivery.reason))


class ByHand(forms.Form):
    number = forms.IntegerField(label=gettext_lazy("Number of the conversation"), required=False, min_value=1, max_value=2**31)
    sender = forms.EmailField(label=gettext_lazy("Who wrote it"), required=False, max_length=254)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("number") and not given.get("sender"):
            raise forms.ValidationError(_("Enter the number of a conversation, or who wrote it to open a new one."))
        return given


class TrayView(DeskView):
    to_read = to_write = Permission.SEE_ALL

    def delivery(self) -> Delivery:
        return get_object_or_404(in_tray(), pk=self.kwargs["number"])


class Tray(TrayView):
    def get(self, request: AgentRequest) -> HttpResponse:
        found = list(in_tray().order_by("-received_at")[: PAGE + 1])
        return render(
            request, "channels/tray.html", {"here": "tray", "lines": [line(one) for one in found[:PAGE]], "has_more": len(found) > PAGE}
        )


class TrayItem(TrayView):
    """One delivery, and filing it by hand."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        return self._page(request, ByHand())

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        form = ByHand(request.POST)
        delivery = self.delivery()
        if form.is_valid():
            wanted, sender = form.cleaned_data["number"], form.cleaned_data["sender"]
            into = Conversation.objects.visible_to(request.user).filter(pk=wanted).first() if wanted else None
            if wanted and into is None:
                form.add_error("number", _("There is no conversation with this number."))
            else:
                try:
                    message = file_by_hand(delivery, request.user, into, Party(sender, "", "from") if sender else None)
                except CannotFile:
                    form.add_error("sender", _("Enter who wrote it; the message itself does not say."))
                else:
                    messages.success(request, _("It was filed."))
                    return redirect("desk_conversation", message.conversation_id)
        return self._page(request, form, status=422)

    def _page(self, request: AgentRequest, form: ByHand, status: int = 200) -> HttpResponse:
        delivery = self.delivery()
        shown = {"here": "tray", "line": line(delivery), "form": form, "head": delivery.head[:4000].decode("utf-8", "replace")}
        return render(request, "channels/tray_item.html", shown, status=status)


class TrayRaw(TrayView):
    """The payload as it arrived, to be saved and never shown."""

    def get(self, request: AgentRequest, number: int) -> StreamingHttpResponse:
        delivery = get_object_or_404(Delivery, pk=number)
        content = [bytes(delivery.raw)] if delivery.raw is not None else storage.chunks(delivery.blob)
        response = StreamingHttpResponse(content, content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="delivery-{delivery.pk}.eml"'
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response


class TrayReplay(TrayView):
    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        if replay(self.delivery(), request.user):
            messages.success(request, _("It is being tried again."))
        return redirect("tray")


class TrayIgnored(TrayView):
    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        if ignore(self.delivery(), request.user):
            messages.success(request, _("It was taken out of the tray."))
        return redirect("tray")

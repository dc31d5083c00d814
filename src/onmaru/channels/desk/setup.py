"""The second and third step of the set-up: a mailbox, and a message that shows that all of it works."""

from typing import Any, ClassVar

from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from onmaru.channels.actions.accept import accept
from onmaru.channels.desk.connected import form_of, tried
from onmaru.channels.form import ChannelForm, Trial
from onmaru.channels.homes import part
from onmaru.channels.models import Delivery
from onmaru.inbox.actions.connect import connect
from onmaru.inbox.models import Channel
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.models import Shop
from onmaru.people.roles import Permission
from onmaru.web.fragments import wants_fragment

# The kind a shop begins with, and the one that needs no provider.
FIRST, PRACTICE = "email", "sandbox"


class SetupStep(DeskView):
    to_read = Permission.CONFIGURE
    to_write = Permission.CONFIGURE
    step: ClassVar[str]

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return render(self.request, template, {"step": self.step, **context}, status=status)


class SetupMailbox(SetupStep):
    """One mailbox, tried before it is kept; it can wait."""

    step = "mailbox"

    def get(self, request: AgentRequest) -> HttpResponse:
        shop = Shop.objects.first()
        return self._page(form_of(FIRST)(initial={"name": shop.name if shop else "", "preset": "naver"}))

    def post(self, request: AgentRequest) -> HttpResponse:
        form = form_of(FIRST)(request.POST)
        trials = tried(form, request) if form.is_valid() else []
        if form.errors or not all(trial.ok for trial in trials):
            return self._page(form, 422, trials)
        try:
            connect(FIRST, request.user, **form.fields_of_channel)
        except IntegrityError:
            form.add_error(None, _("That account is connected already."))
            return self._page(form, 422)
        return redirect("setup_test")

    def _page(self, form: ChannelForm, status: int = 200, trials: list[Trial] | None = None) -> HttpResponse:
        return self.page("channels/setup_mailbox.html", status=status, form=form, trials=trials or [])


class SetupTest(SetupStep):
    """A made-up customer writes, by the same way as all who follow."""

    step = "test"

    def get(self, request: AgentRequest) -> HttpResponse:
        return self.page("channels/setup_test.html")

    def post(self, request: AgentRequest) -> HttpResponse:
        channels = [channel for channel in Channel.objects.active().order_by("id") if part(channel.kind, "sample")]
        channel = channels[0] if channels else connect(PRACTICE, request.user, name=_("Practice"), handle="practice", acknowledges=False)
        module = part(channel.kind, "sample")
        assert module
        delivery = accept(channel, module.sample(channel), "sample")
        return redirect("setup_test_delivery", delivery.pk) if delivery else redirect("setup_test")


class SetupTestDelivery(SetupStep):
    """What became of the test message. The page asks again until it is filed."""

    step = "test"

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        delivery = get_object_or_404(Delivery.objects.select_related("message__conversation", "channel"), pk=number, source="sample")
        template = "channels/_setup_delivery.html" if wants_fragment(request) else "channels/setup_test.html"
        return self.page(template, delivery=delivery)

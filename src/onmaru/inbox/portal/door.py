"""The door of every portal screen: the shop's name and clock, who looks, and which conversations are theirs."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from onmaru.customers.models import Identity
from onmaru.inbox.models import Conversation
from onmaru.inbox.portal import queries, session
from onmaru.people.models import Shop
from onmaru.web.public import PublicView


class PortalView(PublicView):
    """Open to everybody; `person` is None for who has not come in."""

    here = "portal"
    shop: Shop

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        shop = Shop.objects.first()
        if shop is None:
            return redirect("/setup/")
        self.shop = shop
        with timezone.override(ZoneInfo(shop.time_zone)):
            return super().dispatch(request, *args, **kwargs)

    @property
    def person(self) -> Identity | None:
        if not hasattr(self, "_person"):
            self._person = session.person(self.request)
        return self._person

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return render(self.request, template, {"shop": self.shop.name, "here": self.here, **context}, status=status)


class InquiryView(PortalView):
    """A thing of one conversation. What is not theirs is not there."""

    here = "inquiries"

    def conversation(self) -> Conversation:
        linked = session.linked(self.request)
        found = queries.open_to(self.person, linked).filter(pk=self.kwargs["number"])
        if conversation := queries.shown(found).first():
            return conversation
        raise Http404

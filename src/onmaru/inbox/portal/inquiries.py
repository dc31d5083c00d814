from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from onmaru.inbox.portal import queries
from onmaru.inbox.portal.door import PortalView


class Inquiries(PortalView):
    """All inquiries of who has come in, newest first."""

    here = "inquiries"

    def get(self, request: HttpRequest) -> HttpResponse:
        person = self.person
        if person is None:
            return redirect("portal_sign_in")
        found, more = queries.page(queries.open_to(person, ()), request.GET.get("before", ""))
        return self.page("portal/inquiries.html", person=person, inquiries=found, more=more)

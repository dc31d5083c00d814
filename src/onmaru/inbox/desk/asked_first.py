"""What has to be said before something is resolved: as a dialog over the page, or as a page of its own where scripts do not run."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from onmaru.inbox.desk.answer import is_htmx, menu
from onmaru.inbox.models import Conversation
from onmaru.people.door import AgentRequest
from onmaru.web.slots import Drawn


def asked_first(request: AgentRequest, conversation: Conversation, wanted: Drawn, form: str, status: int = 200) -> HttpResponse:
    """`form` is the id of the form that what is pressed belongs to."""
    assert isinstance(wanted, tuple)
    template, context = wanted
    if not is_htmx(request):
        return menu(request, conversation, template, _("Resolve"), form=form, **context)
    drawn = {**context, "conversation": conversation, "resolve_template": template, "form": form}
    return render(request, "inbox/_resolve_asked.html", drawn, status=status)

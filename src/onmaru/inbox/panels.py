"""What the inbox puts into places of others' pages: the rail of the desk and the menu of a phone."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onmaru.customers.models import Customer
from onmaru.inbox.company import holder
from onmaru.inbox.desk.bulk import tray_beside
from onmaru.inbox.desk.fields import fields_of
from onmaru.inbox.desk.rail import rail_context
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.web.settings_nav import Entry, drawn
from onmaru.web.slots import Drawn, panel

HISTORY = 12


@panel("desk.rail")
def rail(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    return ("inbox/_rail.html", {**rail_context(request.user), "here": here}) if isinstance(request.user, Agent) else None


@panel("public.nav", order=10)
def portal(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    return "portal/_nav.html", {"here": here}


@panel("desk.rail", order=850)
def arrange(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    return ("inbox/_arrange_link.html", {"here": here}) if isinstance(request.user, Agent) else None


@panel("desk.rail", order=950)
def me(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    return ("inbox/_me.html", {"here": here}) if isinstance(request.user, Agent) else None


@panel("desk.nav")
def nav(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    return ("inbox/_nav.html", {"here": here}) if isinstance(request.user, Agent) else None


@panel("desk.rail", order=990)
def presence(request: HttpRequest, **context: Any) -> Drawn:
    """Nothing to see: it tells the others that this tab is looked at."""
    return ("inbox/_presence.html", {}) if isinstance(request.user, Agent) else None


@panel("composer.tools", order=30)
def pressable(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """Cards, quick replies and forms, where the channel shows them."""
    return ("inbox/_pressable_tool.html", {"conversation": conversation}) if conversation.channel.can.rich else None


@panel("composer.above", order=10)
def hold(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """Who holds the answer, where the shop wants one at a time."""
    return "inbox/_hold_part.html", {"conversation": conversation, "holder": holder(conversation)}


@panel("conversation.side", order=20)
def outside(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """Who else was asked about this conversation, the latest first."""
    asked = getattr(conversation, "asked_outside", True)
    threads = list(conversation.side_threads.order_by("-last_message_at", "-id")[:HISTORY]) if asked else []
    return ("inbox/_outside_panel.html", {"threads": threads}) if threads else None


@panel("conversation.side", order=30)
def history(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """The person's other conversations, as far as this agent may see them."""
    if not isinstance(request.user, Agent):
        return None
    of_person = Conversation.objects.visible_to(request.user).of_person(conversation.customer).filter(merged_into=None)
    shown = list(of_person.exclude(pk=conversation.pk).newest_first()[: HISTORY + 1])
    return "inbox/_history.html", {"others": shown[:HISTORY], "more": len(shown) > HISTORY}


@panel("desk.floating")
def bulks(request: HttpRequest, **context: Any) -> Drawn:
    """What is done to many, wherever one goes meanwhile."""
    return ("inbox/_bulk_tray.html", tray_beside(request, request.user)) if isinstance(request.user, Agent) else None


@panel("conversation.side", order=20)
def custom_fields(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """The shop's own fields, where it has any."""
    if not isinstance(request.user, Agent) or not getattr(conversation, "has_fields", True):
        return None
    fields = fields_of(conversation)
    return ("inbox/_custom_fields.html", {"fields": fields, "may_change": request.user.may(Permission.ORGANISE)}) if fields else None


@panel("customer.timeline")
def elsewhere(request: HttpRequest, customer: Customer, **context: Any) -> Drawn:
    """That there is more than this agent may see; only how much."""
    if not isinstance(request.user, Agent) or request.user.may(Permission.SEE_ALL):
        return None
    seen = Conversation.objects.visible_to(request.user).values("pk")
    hidden = Conversation.objects.of_person(customer).exclude(pk__in=seen).count()
    return ("inbox/_elsewhere.html", {"hidden": hidden}) if hidden else None


@panel("settings.nav", order=30)
def settings_entries(request: HttpRequest, **context: Any) -> Drawn:
    return drawn(
        [
            Entry("settings_reasons", "layers", _("Contact reasons")),
            Entry("settings_tags", "tag", _("Tags")),
            Entry("settings_fields", "list-filter", _("Fields")),
        ]
    )

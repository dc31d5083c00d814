"""What the log holds of a person, as entries of their timeline."""

from collections.abc import Callable

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from onmaru.customers.models import Customer
from onmaru.customers.timeline import Entry, Place, source
from onmaru.events.models import Event
from onmaru.people.models import Agent

NAME = "log"


@source(NAME)
def log(agent: Agent, customer: Customer, before: Place | None, limit: int) -> list[Entry]:
    persons = Customer.objects.same_person_as(customer)
    rows = Event.objects.filter(customer_id__in=persons.values("pk"), name__in=list(_SENTENCES))
    if before:
        rows = rows.filter(before.earlier(NAME, "at"))
    named = rows.annotate(actor_name=Subquery(Agent.objects.filter(pk=OuterRef("actor_id")).values("name")[:1]))
    return [_entry(event) for event in named.order_by("-at", "-pk")[:limit]]


def _entry(event: Event) -> Entry:
    icon, say = _SENTENCES[event.name]
    who = getattr(event, "actor_name", None) if event.actor_kind == "agent" else None
    words, text = say(event)
    return Entry(Place(event.at, NAME, event.pk), icon, f"{who} · {words}" if who else words, text)


def _plain(sentence: Callable[[], str]) -> Callable[[Event], tuple[str, str]]:
    return lambda event: (sentence(), "")


_FIELDS: dict[str, Callable[[], str]] = {
    "name": lambda: _("Name"),
    "language": lambda: _("Language"),
    "memo": lambda: _("Memo"),
    "organization": lambda: _("Organisation"),
    "phone": lambda: _("Phone"),
    "preferred": lambda: _("Preferred channel"),
}


def _edited(event: Event) -> tuple[str, str]:
    return _("Changed what is known"), ", ".join(_FIELDS[name]() for name in event.data["changed"] if name in _FIELDS)


_SENTENCES: dict[str, tuple[str, Callable[[Event], tuple[str, str]]]] = {
    "customer.identified": ("user-round-plus", _plain(lambda: _("Wrote for the first time"))),
    "customer.edited": ("pencil", _edited),
    "customer.merged": ("merge", _plain(lambda: _("Found to be one person with another customer"))),
    "customer.unmerged": ("split", _plain(lambda: _("Separated from another customer"))),
    "customer.blocked": ("ban", lambda event: (_("Blocked"), str(event.data.get("because", "")))),
    "customer.unblocked": ("shield-check", _plain(lambda: _("Not blocked any more"))),
    "customer.marked_vip": ("star", _plain(lambda: _("Marked as VIP"))),
    "customer.unmarked_vip": ("star", _plain(lambda: _("No VIP any more"))),
}

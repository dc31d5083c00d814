"""What segments can ask of a customer, each as a condition on the row that speaks for a person.

Every condition stays with its row (`Exists`), so that the same words serve for one person, for some thousand, and for everybody bit by bit.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import StrIndex, Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.customers.models import Customer, Identity, Organization
from onmaru.inbox.filtering import spans
from onmaru.inbox.filtering.custom import Numbers
from onmaru.inbox.filtering.filter import Asking, Choice, Dates, Filter, Option, number_or, one_of
from onmaru.inbox.filters import LANGUAGES
from onmaru.inbox.models import Conversation, Tag, Tagging

ANY = "any"
VIP = [Option("yes", gettext_lazy("VIP customers")), Option("no", gettext_lazy("All but VIP customers"))]


def _marked_vip(asking: Asking, values: tuple[str, ...]) -> Q:
    return Q(is_vip=values[0] == "yes")


def _of_organization(asking: Asking, values: tuple[str, ...]) -> Q:
    some = Q(organization__in=[int(value) for value in values if value != ANY])
    return some | Q(organization__isnull=False) if ANY in values else some


def _speaks(asking: Asking, values: tuple[str, ...]) -> Q:
    return Q(language__in=values)


def _has_address_at(asking: Asking, values: tuple[str, ...]) -> Q:
    """Of any of their addresses; `shop.example` does not stand for `my.shop.example`."""
    mails = Identity.objects.filter(customer__in=_rows()).annotate(domain=Substr("handle", StrIndex("handle", Value("@")) + 1))
    return Q(Exists(mails.filter(handle__contains="@", domain__in=[value.lower() for value in values])))


def _first_wrote(asking: Asking, values: tuple[str, ...]) -> Q:
    """The first of all rows of a person counts, whichever speaks for them."""
    found = spans.stretch(values[0], asking.now, asking.zone)
    others = Customer.objects.filter(person=OuterRef("pk"))
    some = Q()
    if found.before is not None:
        some &= Q(created_at__lt=found.before) | Q(Exists(others.filter(created_at__lt=found.before)))
    if found.since is not None:
        some &= Q(created_at__gte=found.since) & ~Q(Exists(others.filter(created_at__lt=found.since)))
    return some


def _wrote_often(asking: Asking, values: tuple[str, ...]) -> Q:
    """Conversations that count: neither spam nor deleted, each once where they were merged. Counted no further than needed."""
    least, most = spans.numbers(values[0])
    theirs = Conversation.objects.shown().filter(deleted_at=None, customer__in=_rows()).order_by()
    some = Q()
    if least is not None and least >= 1:
        some &= Q(Exists(theirs[int(least) - 1 : int(least)]))
    if most is not None:
        some &= ~Q(Exists(theirs[int(most) : int(most) + 1]))
    return some


def _tagged(asking: Asking, values: tuple[str, ...]) -> Q:
    """On any of their conversations."""
    numbers = [int(value) for value in values]
    return Q(Exists(Tagging.objects.filter(tag__in=numbers, conversation__deleted_at=None, conversation__customer__in=_rows())))


def _rows() -> QuerySet[Customer, Any]:
    """All rows of the person that the outer row speaks for."""
    person = OuterRef(OuterRef("pk"))
    return Customer.objects.filter(Q(pk=person) | Q(person=person)).order_by().values("pk")


def _organizations(asking: Asking) -> Iterable[Option]:
    yield Option(ANY, _("Any organization"))
    for number, name in Organization.objects.values_list("pk", "name"):
        yield Option(str(number), name)


def _tags(asking: Asking) -> Iterable[Option]:
    return [Option(str(number), f"#{name}") for number, name in Tag.objects.values_list("pk", "name")]


def _looks_like_a_domain(value: str) -> bool:
    return "." in value and not {"@", " ", "/"} & set(value)


FACTS: dict[str, Filter] = {
    fact.name: fact
    for fact in (
        Choice("vip", gettext_lazy("VIP mark"), "star", _marked_vip, many=False, looks=one_of("yes", "no"), options=lambda asking: VIP),
        Choice("organization", gettext_lazy("Organization"), "building-2", _of_organization, looks=number_or(ANY), options=_organizations),
        Choice("language", gettext_lazy("Language"), "languages", _speaks, looks=one_of(*LANGUAGES),
               options=lambda asking: [Option(code, name) for code, name in LANGUAGES.items()]),
        Choice("domain", gettext_lazy("E-mail domain"), "at-sign", _has_address_at, looks=_looks_like_a_domain),
        Numbers("conversations", gettext_lazy("Conversations"), "message-square", _wrote_often),
        Dates("first", gettext_lazy("First wrote"), "calendar", _first_wrote),
        Choice("tag", gettext_lazy("Tag on a conversation"), "tag", _tagged, looks=number_or(), options=_tags),
    )
}  # fmt: skip
# What changes by itself as time goes by.
MOVING = frozenset({"first"})

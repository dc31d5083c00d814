"""Customers are found by name, handles, telephone, organisation and memo; by the beginning of a handle and the initials of a name too."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from onmaru.customers import phones
from onmaru.customers.models import Customer, Identity
from onmaru.language.hangul import initials
from onmaru.language.keys import LATIN, plain
from onmaru.search.registry import Document, Searchable, searchable

CUSTOMER = "customer"


def _documents(ids: Iterable[int]) -> Sequence[Document]:
    """Of those that speak for a person, with what is known of all rows that are the same person."""
    people = list(Customer.objects.filter(pk__in=ids, person=None).select_related("organization"))
    of_person: dict[int, list[Identity]] = defaultdict(list)
    mine = Identity.objects.filter(customer__in=people) | Identity.objects.filter(customer__person__in=people)
    for identity in mine.select_related("customer").order_by("pk"):
        of_person[identity.customer.person_id or identity.customer_id].append(identity)
    others: dict[int | None, list[Customer]] = defaultdict(list)
    for other in Customer.objects.filter(person__in=people).order_by("pk"):
        others[other.person_id].append(other)
    return [customer_document(person, of_person[person.pk], others[person.pk]) for person in people]


def customer_document(person: Customer, identities: Sequence[Identity], others: Sequence[Customer] = ()) -> Document:
    names = list(dict.fromkeys([person.name, *(one.name for one in identities), *(other.name for other in others)]))
    handles = [one.handle for one in identities]
    company = person.organization.name if person.organization else ""
    rows = [person, *others]
    told = [*(phones.shown(row.phone) for row in rows), company, *handles, *(row.memo for row in rows)]
    return Document(
        id=person.pk,
        title=person.name or next(filter(None, names), ""),
        text="\n".join(filter(None, dict.fromkeys(told))),
        at=person.created_at,
        hidden="\n".join(names),
        also=tuple(dict.fromkeys([*_initials(names), *_beginnings([*names, *handles])])),
    )


def _initials(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        found = initials("".join(plain(name).split()))
        yield from (f"i{found[:end]}" for end in range(2, len(found) + 1))


def _beginnings(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for word in LATIN.findall(plain(text)):
            yield from (f"l{word[:end]}" for end in range(2, min(len(word), 15) + 1))


def _after(reached: int, limit: int) -> Sequence[int]:
    return list(Customer.objects.filter(pk__gt=reached).order_by("pk").values_list("pk", flat=True)[:limit])


searchable(Searchable(CUSTOMER, _("Customers"), _documents, _after))

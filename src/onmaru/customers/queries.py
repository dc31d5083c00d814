from collections.abc import Iterable

from onmaru.customers.models import Customer, CustomerMerge, Identity
from onmaru.customers.searchables import CUSTOMER
from onmaru.search.engine import things


def identities_of(customer: Customer) -> list[Identity]:
    """Every handle of the person, of all rows that were merged into one."""
    return list(Identity.objects.filter(customer__in=Customer.objects.same_person_as(customer)).order_by("sort", "handle"))


def merges_of(customer: Customer) -> list[CustomerMerge]:
    """The merges that made this person and can be taken back, newest first."""
    rows = CustomerMerge.objects.filter(target=customer.merged, undone_at=None)
    return list(rows.select_related("source", "merged_by").order_by("-merged_at"))


def others_of(customer: Customer) -> list[Customer]:
    """The rows that were merged into this person: what colleagues knew of each is still theirs."""
    return list(Customer.objects.filter(person=customer.merged).order_by("pk"))


def found(query: str, apart_from: Customer, limit: int = 8) -> Iterable[Customer]:
    """People whom a name, a handle, a number or initials find; each once, by the row that speaks for them."""
    people = [one for one in things(CUSTOMER, query, limit + 1) if one != apart_from.merged.pk]
    return Customer.objects.filter(pk__in=people, person=None).select_related("organization").order_by("name", "pk")[:limit]

from collections.abc import Iterable

from django.db.models import Q

from onmaru.customers.handles import normalised
from onmaru.customers.models import Customer, CustomerMerge, Identity


def identities_of(customer: Customer) -> list[Identity]:
    """Every handle of the person, of all rows that were merged into one."""
    return list(Identity.objects.filter(customer__in=Customer.objects.same_person_as(customer)).order_by("sort", "handle"))


def merges_of(customer: Customer) -> list[CustomerMerge]:
    """The merges that made this person and can be taken back, newest first."""
    rows = CustomerMerge.objects.filter(target=customer.merged, undone_at=None)
    return list(rows.select_related("source", "merged_by").order_by("-merged_at"))


def found(query: str, apart_from: Customer, limit: int = 8) -> Iterable[Customer]:
    """People whose name or one of whose handles contains the query; each once, by the row that speaks for them."""
    named = Identity.objects.filter(Q(handle__icontains=normalised(query)) | Q(name__icontains=query)).values("customer")
    rows = Customer.objects.filter(person=None).filter(
        Q(pk__in=named) | Q(others__in=named) | Q(name__icontains=query)
    )  # fmt: skip
    return rows.exclude(pk=apart_from.merged.pk).select_related("organization").distinct().order_by("name", "pk")[:limit]

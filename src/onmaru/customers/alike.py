"""Finds in the database who else may be a person."""

from django.db.models import Q

from onmaru.customers.duplicates import Known, Likeness, likely
from onmaru.customers.models import Customer, Identity
from onmaru.customers.phones import normalised as phone_of

# Of a name that very many bear, the first are looked at.
CANDIDATES = 100


def duplicates_of(customer: Customer, limit: int = 5) -> list[tuple[Customer, Likeness]]:
    """Who else may be this person, with the reasons; the likeliest first."""
    person = customer.merged
    rows = list(Customer.objects.same_person_as(person).prefetch_related("identities"))
    names = {name for row in rows for name in (row.name, *(identity.name for identity in row.identities.all())) if name}
    handles = {identity.handle for row in rows for identity in row.identities.all()}
    phones = {row.phone for row in rows if row.phone} | {number for handle in handles if (number := _phone(handle))}
    alike = Q(phone__in=phones) | Q(name__in=names) | Q(pk__in=Identity.objects.filter(handle__in=handles | phones).values("customer"))
    mine = {row.pk for row in rows}
    candidates = (
        Customer.objects.filter(alike)
        .exclude(pk__in=mine)
        .select_related("person", "organization")
        .prefetch_related("identities")[:CANDIDATES]
    )
    others = {row.pk: row for row in candidates}
    known = Known(person.pk, frozenset(names), frozenset(handles), frozenset(phones), person.organization_id)
    # Of rows that are one person already, the likeliest stands for all.
    found: dict[int, tuple[Customer, Likeness]] = {}
    for one in likely(known, [_known(row) for row in others.values()]):
        found.setdefault(others[one.number].merged.pk, (others[one.number].merged, one))
    return list(found.values())[:limit]


def _known(row: Customer) -> Known:
    identities = list(row.identities.all())
    handles = frozenset(identity.handle for identity in identities)
    phones = {row.phone} if row.phone else set()
    phones |= {number for handle in handles if (number := _phone(handle))}
    names = frozenset(name for name in (row.name, *(identity.name for identity in identities)) if name)
    return Known(row.pk, names, handles, frozenset(phones), row.organization_id)


def _phone(handle: str) -> str:
    """A handle that is a telephone number, as such; a mail address with digits is none."""
    return "" if any(sign.isalpha() or sign == "@" for sign in handle) else phone_of(handle)

from django.db import connection

from onmaru.customers.events import CustomerIdentified
from onmaru.customers.handles import normalised
from onmaru.customers.models import Customer, Identity
from onmaru.customers.searchables import CUSTOMER, customer_document
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.kit.rows import one
from onmaru.search.actions.file import file


def identify(sort: str, handle: str, name: str = "", language: str = "") -> Identity:
    """Find or make who a handle belongs to, and hold the identity locked until the transaction ends."""
    handle = normalised(handle)
    # The lock is what keeps two messages that arrive together from opening two conversations.
    identity = _locked(sort, handle)
    if identity is None:
        # Nobody else can see one that we made before we commit, so it needs no lock.
        identity = _make(sort, handle, name[:120], language) or _locked(sort, handle)
        assert identity is not None
    if name and not identity.name:
        identity.name = name[:120]
        Identity.objects.filter(pk=identity.pk).update(name=identity.name)
    return identity


def _locked(sort: str, handle: str) -> Identity | None:
    found = Identity.objects.select_for_update(of=("self",), no_key=True).select_related("customer__person")
    return one(found.filter(sort=sort, handle=handle))


def _make(sort: str, handle: str, name: str, language: str) -> Identity | None:
    now = clock.now()
    customer = Customer.objects.create(name=name, language=language, created_at=now)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO customers_identity (customer_id, sort, handle, name, created_at) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (sort, handle) DO NOTHING RETURNING id",
            [customer.pk, sort, handle, name, now],
        )
        made = cursor.fetchone()
    if made is None:
        # Another message of the same person was a moment faster.
        customer.delete()
        return None
    record(CustomerIdentified(customer_id=customer.pk, identity_id=made[0]))
    identity = Identity(pk=made[0], customer=customer, sort=sort, handle=handle, name=name, created_at=now)
    identity.is_new = True
    file(CUSTOMER, [customer_document(customer, [identity])])
    return identity

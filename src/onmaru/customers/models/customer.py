from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onmaru.customers.models.organization import Organization

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from onmaru.customers.models.identity import Identity


class Customers(models.QuerySet["Customer"]):
    def same_person_as(self, customer: "Customer") -> "Customers":
        """All rows that were merged into one person, the row itself among them."""
        person_id = customer.person_id or customer.pk
        return self.filter(Q(pk=person_id) | Q(person_id=person_id))

    def of_people(self, people: Iterable[int]) -> "Customers":
        """All rows of these people, by the numbers of the rows that stand for them.

        What hangs on customers is best looked up by these rows: joined with either column of them, the database goes through all of it.
        """
        numbers = list(people)
        return self.filter(Q(pk__in=numbers) | Q(person__in=numbers))


class Customer(models.Model):
    """The person we serve. Rows found to be one person point to one of them by `person`, so a merge can be taken back whole."""

    if TYPE_CHECKING:
        person_id: int | None
        organization_id: int | None
        preferred_id: int | None
        vip_marked_by_id: int | None
        identities: RelatedManager["Identity"]
        others: RelatedManager["Customer"]

    name = models.CharField(_("Name"), max_length=120, blank=True)
    language = models.CharField(_("Language"), max_length=5, blank=True)
    memo = models.TextField(_("Memo"), blank=True)
    # As `phones.normalised` makes it.
    phone = models.CharField(_("Phone"), max_length=20, blank=True)
    # Which of their handles this person wants to be written to.
    preferred = models.ForeignKey("customers.Identity", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    vip_marked_at = models.DateTimeField(null=True, blank=True)
    vip_marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # The database's own column, so that a filter can ask for it and nobody can set it apart from its fact.
    is_vip = models.GeneratedField(
        expression=Q(vip_marked_at__isnull=False),  # pyright: ignore[reportArgumentType]
        output_field=models.BooleanField(),
        db_persist=True,
    )
    organization = models.ForeignKey(Organization, on_delete=models.SET_NULL, null=True, blank=True, related_name="customers")
    person = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, blank=True, related_name="others")
    blocked_at = models.DateTimeField(null=True, blank=True)
    blocked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    blocked_because = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Customers] = Customers.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("id")), name="a_customer_is_not_merged_into_itself"),
        ]
        indexes = [
            models.Index(fields=["phone"], name="customers_by_phone", condition=~Q(phone="")),
            models.Index(fields=["name"], name="customers_by_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name or str(self.pk)

    @property
    def merged(self) -> "Customer":
        """The row that speaks for this person."""
        return self.person or self

    @property
    def is_blocked(self) -> bool:
        return self.merged.blocked_at is not None

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from onmaru.customers.models import Customer
from onmaru.inbox.filtering.terms import Terms, read, said_in
from onmaru.segments.facts import FACTS


class Segments(models.QuerySet["Segment"]):
    def in_use(self) -> Self:
        return self.filter(retired_at=None)


class Segment(models.Model):
    """A set of customers by what is known of them: 신규 고객, 도매 거래처. Who belongs is worked out; nobody is put in by hand."""

    name_ko = models.CharField(_("Korean name"), max_length=40)
    # Without one it is called by its Korean name.
    name_en = models.CharField(_("English name"), max_length=40, blank=True)
    # What customers are asked, written as the address of a list writes what conversations are asked.
    terms = models.TextField()
    created_at = models.DateTimeField()
    # Since when everybody who belongs is known to; None while that is being worked out.
    placed_at = models.DateTimeField(null=True, blank=True)
    # Policies and rules may still name a retired one: to it belongs nobody.
    retired_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Segments] = Segments.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["name_ko", "id"]
        constraints = [
            models.UniqueConstraint(fields=["name_ko"], condition=Q(retired_at=None), name="a_segment_name_is_taken_once"),
            models.CheckConstraint(condition=~Q(terms=""), name="a_segment_asks_for_something"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_ko if (translation.get_language() or "ko").startswith("ko") else self.name_en or self.name_ko

    @property
    def asked(self) -> Terms:
        return read(said_in(self.terms), FACTS).terms


class Membership(models.Model):
    """That a customer belongs to a segment, as worked out last. Rows that were merged into one person all have what the person has."""

    if TYPE_CHECKING:
        segment_id: int
        customer_id: int

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="memberships", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["segment", "customer"], name="a_customer_belongs_to_a_segment_once")]

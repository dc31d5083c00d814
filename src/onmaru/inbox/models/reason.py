from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Reasons(models.QuerySet["Reason"]):
    def in_use(self) -> Self:
        """Those that can still be given: neither it nor what it belongs to is retired."""
        return self.filter(retired_at=None, parent__retired_at=None)

    def groups(self) -> Self:
        return self.filter(parent=None)

    def within(self, *keys: str) -> Self:
        """Those of these names, and what belongs to them."""
        return self.filter(Q(key__in=keys) | Q(parent__key__in=keys))


class Reason(models.Model):
    """What somebody writes about, in two levels: 배송, and within it 배송 지연. What was given stays, so none is removed."""

    if TYPE_CHECKING:
        parent_id: int | None
        children: RelatedManager["Reason"]

    # By this name addresses, rules and examples know it, whatever it is called on the screen.
    key = models.SlugField(max_length=40, unique=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    name_ko = models.CharField(_("Korean name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=40)
    place = models.IntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Reasons] = Reasons.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.CheckConstraint(condition=~Q(parent=F("id")), name="a_reason_does_not_belong_to_itself")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_ko if (translation.get_language() or "ko").startswith("ko") else self.name_en

    @property
    def names(self) -> dict[str, str]:
        return {"ko": self.name_ko, "en": self.name_en}

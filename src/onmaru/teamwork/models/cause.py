from typing import ClassVar, Self

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class Causes(models.QuerySet["Cause"]):
    def in_use(self) -> Self:
        return self.filter(retired_at=None)


class Cause(models.Model):
    """Why conversations are given to another team: a short list to press one of. What was given stays, so none is removed."""

    name_ko = models.CharField(_("Korean name"), max_length=20)
    name_en = models.CharField(_("English name"), max_length=30)
    place = models.IntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Causes] = Causes.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_ko if (translation.get_language() or "ko").startswith("ko") else self.name_en

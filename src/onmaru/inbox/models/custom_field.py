from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CustomFields(models.QuerySet["CustomField"]):
    def in_use(self) -> Self:
        return self.filter(retired_at=None)


class CustomField(models.Model):
    """Something a shop wants to know of its conversations. Its values stand in `Conversation.fields` under `key`."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", _("Number")
        CHOICE = "choice", _("Choice")
        DATE = "date", _("Date")
        YES_NO = "yes_no", _("Yes or no")

    name = models.CharField(_("Name"), max_length=40)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices, default=Kind.TEXT)
    choices = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # A retired field asks nothing any more; its values stay where they are.
    retired_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[CustomFields] = CustomFields.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["name"], condition=Q(retired_at=None), name="a_custom_field_name_is_taken_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["text", "number", "choice", "date", "yes_no"]), name="a_custom_field_has_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"field-{self.pk}"

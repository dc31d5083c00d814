from typing import ClassVar

from django.db import models


class Evening(models.Model):
    """What was still missed, or there twice, when a day's business hours were over."""

    day = models.DateField(primary_key=True)
    missed = models.IntegerField()
    duplicates = models.IntegerField()
    looked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-day"]

    @property
    def is_zero(self) -> bool:
        return not self.missed and not self.duplicates

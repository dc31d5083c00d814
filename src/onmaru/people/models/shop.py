from django.db import models
from django.utils.translation import gettext_lazy as _


class Shop(models.Model):
    """The company this deployment serves: one row, made by the set-up."""

    name = models.CharField(_("Shop name"), max_length=80)
    language = models.CharField(_("Language"), max_length=5, default="ko")
    time_zone = models.CharField(_("Time zone"), max_length=40, default="Asia/Seoul")
    # Whether the first who writes an answer keeps colleagues from sending another meanwhile.
    one_answers_at_a_time = models.BooleanField(_("One answers at a time"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    only = models.BooleanField(default=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["only"], name="there_is_one_shop"),
            models.CheckConstraint(condition=models.Q(only=True), name="the_shop_is_the_only_one"),
        ]

    def __str__(self) -> str:
        return self.name

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class BannedPhrase(models.Model):
    """Words that the shop would rather not say to customers, and what it says instead."""

    phrase = models.CharField(_("Rather not"), max_length=80)
    instead = models.CharField(_("Kinder"), max_length=200, blank=True)

    class Meta:
        ordering = ["phrase"]
        constraints = [models.UniqueConstraint(Lower("phrase"), name="a_phrase_is_banned_once")]

    def __str__(self) -> str:
        return self.phrase

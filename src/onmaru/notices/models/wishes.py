from datetime import time
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from onmaru.notices.kinds import ABOUT, Kind, Way
from onmaru.notices.quiet import Quiet
from onmaru.people.models import Agent


def default_ways() -> dict[str, list[str]]:
    return {kind.value: sorted(way.value for way in about.ways) for kind, about in ABOUT.items()}


def default_tones() -> dict[str, str]:
    return {kind.value: about.tone for kind, about in ABOUT.items()}


class Wishes(models.Model):
    """How an agent wants to be told. Whoever never chose has no row and the defaults."""

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, primary_key=True, related_name="notice_wishes")
    # By kind: which ways, and which tone.
    ways: Any = models.JSONField(default=default_ways)
    tones: Any = models.JSONField(default=default_tones)
    volume = models.PositiveSmallIntegerField(_("Volume"), default=60)
    quiet = models.CharField(max_length=6, choices=[(mode.value, mode.value) for mode in Quiet], default=Quiet.CLOSED)
    quiet_from = models.TimeField(_("Quiet from"), default=time(20))
    quiet_to = models.TimeField(_("Quiet until"), default=time(9))
    # Minutes that something stays unread before a mail says so; 0 for no mail at all.
    digest_after = models.PositiveSmallIntegerField(_("Mail after"), default=30)
    # Whether mails and pushes name the subjects of conversations.
    names_subjects = models.BooleanField(_("Name the subjects"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(quiet__in=[mode.value for mode in Quiet]), name="a_wish_for_quiet_is_a_known_one"),
            models.CheckConstraint(condition=models.Q(volume__lte=100), name="a_volume_is_a_percentage"),
        ]

    def wants(self, kind: str, way: Way) -> bool:
        """A kind that is newer than the row has its default ways."""
        chosen = self.ways.get(kind)
        return way.value in chosen if chosen is not None else way in ABOUT[Kind(kind)].ways

    def tone(self, kind: str) -> str:
        return self.tones.get(kind, ABOUT[Kind(kind)].tone)

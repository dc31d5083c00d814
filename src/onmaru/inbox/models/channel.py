from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from onmaru.inbox import kinds
from onmaru.kit.fields import EncryptedJSON
from onmaru.people.models import Team

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from onmaru.inbox.models.conversation import Conversation


def no_settings() -> dict[str, Any]:
    return {}


class Channels(models.QuerySet["Channel"]):
    def active(self) -> "Channels":
        return self.filter(paused_at=None)


class Channel(models.Model):
    """One connected account: a mailbox, a LINE account, a widget. How to reach it is encrypted."""

    if TYPE_CHECKING:
        team_id: int | None
        conversations: RelatedManager["Conversation"]

    kind = models.CharField(max_length=30)
    name = models.CharField(_("Name"), max_length=80)
    # Our own handle there (help@haru.example); unique among its kind.
    handle = models.CharField(_("Handle"), max_length=320)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="channels")
    language = models.CharField(_("Language"), max_length=5, default="ko")
    acknowledges = models.BooleanField(_("Acknowledge new conversations"), default=True)
    settings = EncryptedJSON(default=no_settings)
    created_at = models.DateTimeField(auto_now_add=True)
    paused_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Channels] = Channels.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["kind", "handle"], name="an_account_is_connected_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_of(self) -> kinds.Kind:
        return kinds.get(self.kind)

    @property
    def can(self) -> kinds.Capabilities:
        return self.kind_of.can

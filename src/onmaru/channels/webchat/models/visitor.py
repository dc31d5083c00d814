from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from onmaru.inbox.models import Channel

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from onmaru.channels.webchat.models.chat import Chat
    from onmaru.channels.webchat.models.upload import Upload


class Visitor(models.Model):
    """Somebody who chats on one channel: known by a token that their browser keeps, or by the shop, which signs its customer's id.

    Never by both: whoever holds the token of a browser in which a customer was signed in is not that customer. Never by an e-mail
    address, which anybody can type.
    """

    if TYPE_CHECKING:
        channel_id: int
        chats: RelatedManager["Chat"]
        uploads: RelatedManager["Upload"]

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    # Their handle among the identities of customers.
    handle = models.CharField(max_length=320)
    # What they, or the page they are on, said of them. It proves nothing.
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=5, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    consent_version = models.CharField(max_length=40, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    # The last sign of an open widget, to about half a minute.
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="a_token_opens_one_visitor"),
            models.UniqueConstraint(
                fields=["channel", "external_id"], condition=~Q(external_id=""), name="a_customer_of_the_shop_is_one_visitor"
            ),
            models.CheckConstraint(
                condition=Q(token_hash="") ^ Q(external_id=""), name="a_visitor_is_known_by_a_token_or_by_the_shop"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name or self.handle

    @property
    def is_proven(self) -> bool:
        """The shop vouches for who it is."""
        return bool(self.external_id)

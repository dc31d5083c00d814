from django.db import models

from onmaru.channels.webchat.models.visitor import Visitor
from onmaru.kit.fields import EncryptedJSON


class Whereabouts(models.Model):
    """Where in the shop a visitor who agreed to it is, and was before: {"url", "title", "referrer", "cart", "pages"}. Only the latest."""

    visitor = models.OneToOneField(Visitor, on_delete=models.CASCADE, primary_key=True, related_name="whereabouts")
    seen = EncryptedJSON()
    at = models.DateTimeField()

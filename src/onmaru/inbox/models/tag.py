from django.db import models
from django.db.models.functions import Lower

from onmaru.inbox.models.conversation import Conversation
from onmaru.people.models import Agent


class Tag(models.Model):
    name = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="a_tag_name_is_taken_once")]

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    """That a conversation carries a tag, since when and by whom (None: by the product)."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings")
    tagged_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, related_name="+")
    tagged_at = models.DateTimeField()

    class Meta:
        ordering = ["tag__name"]
        constraints = [models.UniqueConstraint(fields=["conversation", "tag"], name="a_tag_is_on_a_conversation_once")]

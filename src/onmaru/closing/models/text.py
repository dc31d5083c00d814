from django.db import models

from onmaru.closing.models.question import Question


class QuestionText(models.Model):
    """A shop's own words for a question, in a mail or in a chat, in one language; in place of ours. See `wording.PLACEHOLDERS`."""

    class Way(models.TextChoices):
        MAIL = "mail"
        CHAT = "chat"

    kind = models.CharField(max_length=10, choices=Question.Kind.choices)
    way = models.CharField(max_length=4, choices=Way.choices)
    language = models.CharField(max_length=5)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "way", "language"], name="a_question_has_one_text_a_way_and_a_language")]

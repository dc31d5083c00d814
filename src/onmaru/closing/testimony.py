"""What customers were asked about a resolution, and what they said; they know it, so it is no secret of ours."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from onmaru.closing.models import Question
from onmaru.inbox.models import Conversation, Episode
from onmaru.inbox.testimony import Deed, testifies


@testifies
def questions(conversation: Conversation) -> Iterator[Deed]:
    asked = Question.objects.asked().filter(conversation=conversation).order_by("pk").select_related("message", "asked_by", "episode")
    for row in asked:
        facts = {"kind": row.kind, "message": row.message_id, "episode": row.episode.ordinal}
        who, kind = row.asked_by.name if row.asked_by else "", Question.Kind(row.kind).label
        if row.message:
            words = _("The customer was asked: {question}").format(question=kind)
            yield Deed(row.message.created_at, "question", row.pk, words, who, facts, internal=False)
        if row.answered_at:
            said = _("The customer said: {answer}").format(answer=Question.Answer(row.answer).label)
            yield Deed(row.answered_at, "question", row.pk, said, _("The customer"), facts={**facts, "answer": row.answer}, internal=False)


@testifies
def confirmations(conversation: Conversation) -> Iterator[Deed]:
    for row in Episode.objects.filter(conversation=conversation, confirmed_at__isnull=False).order_by("ordinal"):
        if row.confirmed_at:
            yield Deed(row.confirmed_at, "episode", row.pk, _("The customer confirmed the resolution"), _("The customer"), internal=False)

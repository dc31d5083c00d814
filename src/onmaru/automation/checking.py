"""Gathers what the checks look at and says what they found, of those that are switched on."""

from collections.abc import Iterator

from django.db.models import Q

from onmaru.automation.checks import CHECKS, Check, Finding, Seen
from onmaru.automation.checks.phrases import USUAL
from onmaru.automation.models import BannedPhrase, CheckChoice
from onmaru.inbox.models import Attachment, Conversation, Draft, Message
from onmaru.inbox.sending import Answer, Doubt
from onmaru.people.models import Agent
from onmaru.stated.queries import amended_in

# What is near enough to matter; a conversation may hold thousands of messages.
MESSAGES = 40
NOTES = 20
LONGEST = 20_000


def switched_on(agent: Agent) -> list[Check]:
    """The checks that neither the shop nor the agent switched off."""
    off = set(CheckChoice.objects.filter(Q(agent=None) | Q(agent=agent)).values_list("check_name", flat=True))
    return [check for check in CHECKS if check.name not in off]


def phrases() -> tuple[tuple[str, str], ...]:
    """What the shop rather does not say; ours where it has written no list."""
    return tuple(BannedPhrase.objects.values_list("phrase", "instead")) or USUAL


def doubts_about(answer: Answer) -> Iterator[Doubt]:
    for check, found in found_in(answer):
        yield Doubt(check.key(found), str(check.sentence), found.points, found.excerpt, found.instead)


def found_in(answer: Answer, sent: Message | None = None) -> Iterator[tuple[Check, Finding]]:
    """What the checks find in an answer before it leaves, or found in one that was just `sent`."""
    checks = switched_on(answer.agent)
    if not checks or not answer.text.strip():
        return
    seen = look(answer, sent)
    for check in checks:
        for found in check.find(seen):
            yield check, found


def look(answer: Answer, sent: Message | None = None) -> Seen:
    conversation = answer.conversation
    latest = conversation.messages.filter(machine="", automatic=False).order_by("-created_at", "-id")
    if sent is not None:
        latest = latest.exclude(pk=sent.pk)
    near = list(latest.only("direction", "text", "created_at", "conversation")[:MESSAGES])
    since = next((at for at, message in enumerate(near) if not message.is_in), len(near))
    theirs = [message for message in near if message.is_in]
    return Seen(
        text=answer.text[:LONGEST],
        asked=_joined(near[:since]),
        theirs=_joined(theirs),
        amended=amended_in(conversation.pk),
        notes=tuple(note[:LONGEST] for note in conversation.notes.order_by("-created_at").values_list("text", flat=True)[:NOTES]),
        files=_files(conversation, answer.agent),
        their_files=Attachment.objects.filter(message__in=theirs, content_type__startswith="image/").count(),
        language=conversation.language,
        phrases=phrases(),
    )


def _joined(messages: list[Message]) -> str:
    return "\n".join(message.text for message in reversed(messages))[-LONGEST:]


def _files(conversation: Conversation, agent: Agent) -> int:
    return Attachment.objects.filter(draft__conversation=conversation, draft__agent=agent, draft__purpose=Draft.Purpose.REPLY).count()

"""What was understood of a conversation's last messages, put together."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Conversation
from onmaru.language.facts import Fact, Kind
from onmaru.stated.holding import NOTHING, holding, key
from onmaru.stated.queries import amended_in
from onmaru.stated.wording import KINDS
from onmaru.triage.models import Decision

LATELY = 20
MOODS = {"abusive": _("Abusive"), "angry": _("Angry"), "hurried": _("In a hurry")}


@dataclass(frozen=True, slots=True)
class Understood:
    """`facts` hold each once, the latest first; `mood` and `questions` are of the last message."""

    facts: tuple[Fact, ...]
    mood: str
    words: tuple[str, ...]
    questions: tuple[str, ...]

    @property
    def mood_name(self) -> str:
        return str(MOODS.get(self.mood, ""))


def of(conversation: Conversation) -> Understood:
    decisions = list(
        Decision.objects.filter(message__conversation=conversation, step="understand").exclude(outcome="skipped").order_by("-pk")[:LATELY]
    )
    # Asked together with the conversation where its page is drawn: most have nothing to ask for.
    amended = amended_in(conversation.pk) if getattr(conversation, "is_amended", True) else NOTHING
    read = (Fact(Kind(kind), text, 0) for decision in decisions for kind, text in decision.why["facts"])
    last = decisions[0] if decisions else None
    return Understood(
        facts=tuple(holding(read, amended)),
        mood=last.outcome if last else "calm",
        words=tuple(last.why["words"]) if last else (),
        questions=tuple(last.why["questions"]) if last else (),
    )


def marked(facts: Iterable[Fact]) -> list[dict[str, str]]:
    """For a page: each with its name, and with a mark that names it in an address without telling what it says."""
    return [
        {
            "kind": fact.kind.value,
            "name": str(KINDS[fact.kind]),
            "text": fact.text,
            "mark": hashlib.sha256("\n".join(key(fact)).encode()).hexdigest()[:12],
        }
        for fact in facts
    ]

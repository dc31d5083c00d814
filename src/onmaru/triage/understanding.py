"""What was understood of a conversation's last messages, put together."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Conversation
from onmaru.language.facts import Fact, Kind, plain
from onmaru.triage.models import Decision

LATELY = 20
KINDS = {
    Kind.ORDER: _("Order number"),
    Kind.PARCEL: _("Parcel number"),
    Kind.PHONE: _("Phone"),
    Kind.EMAIL: _("E-mail"),
    Kind.ACCOUNT: _("Account number"),
    Kind.AMOUNT: _("Amount"),
    Kind.DATE: _("Date"),
}
MOODS = {"abusive": _("Abusive"), "angry": _("Angry"), "hurried": _("In a hurry")}


@dataclass(frozen=True, slots=True)
class Understood:
    """`facts` are (kind, text), each once, the latest first; `mood` and `questions` are of the last message."""

    facts: tuple[tuple[Kind, str], ...]
    mood: str
    words: tuple[str, ...]
    questions: tuple[str, ...]

    @property
    def named(self) -> list[tuple[str, str]]:
        return [(str(KINDS[kind]), text) for kind, text in self.facts]

    @property
    def mood_name(self) -> str:
        return str(MOODS.get(self.mood, ""))


def of(conversation: Conversation) -> Understood:
    decisions = list(
        Decision.objects.filter(message__conversation=conversation, step="understand").exclude(outcome="skipped").order_by("-pk")[:LATELY]
    )
    found: dict[tuple[Kind, str], str] = {}
    for decision in decisions:
        for kind, text in decision.why["facts"]:
            found.setdefault((Kind(kind), plain(Fact(Kind(kind), text, 0))), text)
    last = decisions[0] if decisions else None
    return Understood(
        facts=tuple((kind, text) for (kind, _plain), text in found.items()),
        mood=last.outcome if last else "calm",
        words=tuple(last.why["words"]) if last else (),
        questions=tuple(last.why["questions"]) if last else (),
    )

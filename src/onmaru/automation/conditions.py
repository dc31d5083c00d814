"""What rules can ask of an occasion beside what lists are filtered by. Other packages declare more in `conditions.py` of their own."""

from collections.abc import Callable
from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onmaru.automation.rules.condition import HowMany, OneOf, Words, declare
from onmaru.automation.rules.occasion import Scene
from onmaru.automation.rules.tree import Answer
from onmaru.automation.rules.words import said
from onmaru.inbox.filtering import registry, spans
from onmaru.inbox.filtering.filter import Asking, Choice, Option, number_or, one_of
from onmaru.inbox.filters import PRIORITIES
from onmaru.inbox.models import Conversation, Message
from onmaru.language.facts import Kind, facts
from onmaru.language.mood import mood
from onmaru.people.queries import calendar_of
from onmaru.sla.models import EpisodeClock
from onmaru.teamwork.models import Escalation

LATELY = timedelta(days=30)
YES_NO = [Option("yes", _("Yes")), Option("no", _("No"))]
YES_OR_NO = {"many": False, "looks": one_of("yes", "no"), "options": lambda asking: YES_NO}
MOODS = {"angry": _("Angry"), "abusive": _("Abusive"), "hurried": _("In a hurry")}
FACTS = {
    Kind.ORDER: _("an order number"),
    Kind.PARCEL: _("a parcel number"),
    Kind.PHONE: _("a phone number"),
    Kind.ACCOUNT: _("a bank account"),
    Kind.AMOUNT: _("an amount"),
}


def _message(scene: Scene, words: tuple[str, ...]) -> Answer:
    return None if scene.message is None else bool(said(f"{scene.message.subject}\n{scene.message.text}", words))


def _subject(scene: Scene, words: tuple[str, ...]) -> Answer:
    subject = scene.message.subject if scene.message else ""
    return bool(said(subject or scene.conversation.subject, words))


def _sender(scene: Scene, parts: tuple[str, ...]) -> Answer:
    if scene.message is None:
        return None
    handle = scene.message.sender_handle.lower()
    return any(part.lower().strip() in handle for part in parts)


def _states(scene: Scene, kinds: tuple[str, ...]) -> Answer:
    if scene.message is None:
        return None
    found = {fact.kind.value for fact in facts(f"{scene.message.subject}\n{scene.message.text}")}
    return not found.isdisjoint(kinds)


def _first(scene: Scene, values: tuple[str, ...]) -> Answer:
    if scene.message is None:
        return None
    earlier = Message.objects.filter(episode=scene.message.episode_id, direction=Message.Direction.IN, machine="", pk__lt=scene.message.pk)
    return earlier.exists() == (values[0] == "no")


def _open(scene: Scene, values: tuple[str, ...]) -> Answer:
    is_open = calendar_of(scene.conversation.team_id or scene.conversation.channel.team_id).is_open(scene.occasion.at)
    return is_open == (values[0] == "yes")


def _mood(scene: Scene, moods: tuple[str, ...]) -> Answer:
    """How the message is written; of several that it is, any."""
    return None if scene.message is None else not felt(f"{scene.message.subject}\n{scene.message.text}").isdisjoint(moods)


def felt(text: str) -> set[str]:
    found = mood(text)
    return {name for name in MOODS if getattr(found, name)}


def _breached(scene: Scene, values: tuple[str, ...]) -> Answer:
    """Whether anything that is still owed here is overdue."""
    late = EpisodeClock.objects.going_on().filter(episode__conversation=scene.conversation, breached_at__isnull=False)
    return late.exists() == (values[0] == "yes")


def _reopened(scene: Scene, values: tuple[str, ...]) -> Answer:
    return _between(max(scene.conversation.episodes.count() - 1, 0), values[0])


def _escalated(scene: Scene, values: tuple[str, ...]) -> Answer:
    return Escalation.objects.still_open().filter(conversation=scene.conversation).exists() == (values[0] == "yes")


def _between(count: int, value: str) -> bool:
    least, most = spans.numbers(value)
    return (least is None or count >= least) and (most is None or count <= most)


def _unanswered(scene: Scene, values: tuple[str, ...]) -> Answer:
    """Messages of the customer since somebody last answered."""
    last = scene.conversation.messages.filter(direction=Message.Direction.OUT, automatic=False).order_by("-created_at").first()
    theirs = scene.conversation.messages.filter(direction=Message.Direction.IN, machine="")
    return _between((theirs.filter(created_at__gt=last.created_at) if last else theirs)[:1000].count(), values[0])


def _lately(scene: Scene, values: tuple[str, ...]) -> Answer:
    """Conversations of this person, this one among them."""
    mine = Conversation.objects.of_person(scene.conversation.customer).shown().filter(last_activity_at__gt=scene.now - LATELY)
    return _between(mine.order_by()[:1000].count(), values[0])


def _was(field: str) -> Callable[[Scene, tuple[str, ...]], Answer]:
    """What an event says of before; no event that says anything of it, no answer."""

    def holds(scene: Scene, values: tuple[str, ...]) -> Answer:
        happened = scene.occasion.happening
        if happened is None or not hasattr(happened, field) or not hasattr(happened, "before_id" if field != "priority" else "before"):
            return None
        before = getattr(happened, "before" if field == "priority" else "before_id")
        if field == "priority":
            return before in {PRIORITIES[value] for value in values}
        return ("nobody" if field == "agent_id" else "none") in values if before is None else str(before) in values

    return holds


def _of(name: str) -> Callable[[Asking], list[Option]]:
    """The options of a filter, which an event only knows one moment earlier."""

    def options(asking: Asking) -> list[Option]:
        found = registry.known([name])[name]
        return list(found.options(asking)) if isinstance(found, Choice) else []

    return options


declare(
    Words("message", _("Message"), "message-square", holds=_message),
    Words("subject", _("Subject"), "file-text", holds=_subject),
    Words("sender", _("Sender's address"), "at-sign", holds=_sender),
    OneOf("states", _("Message names"), "hash", holds=_states, looks=one_of(*FACTS),
          options=lambda asking: [Option(kind.value, name) for kind, name in FACTS.items()]),
    OneOf("first", _("First message of the matter"), "star", holds=_first, **YES_OR_NO),
    OneOf("open", _("In business hours"), "clock", holds=_open, **YES_OR_NO),
    OneOf("written", _("How it is written"), "smile", holds=_mood, looks=one_of(*MOODS),
          options=lambda asking: [Option(name, words) for name, words in MOODS.items()]),
    OneOf("breached", pgettext_lazy("what is asked", "A deadline is missed"), "clock-alert", holds=_breached, **YES_OR_NO),
    HowMany("reopened-times", _("Times it was reopened"), "rotate-ccw", holds=_reopened),
    OneOf("helped", _("Help was asked for"), "triangle-alert", holds=_escalated, **YES_OR_NO),
    HowMany("unanswered", _("Messages without an answer"), "hash", holds=_unanswered),
    HowMany("lately", _("Conversations of the customer in 30 days"), "hash", holds=_lately),
    OneOf("before-team", pgettext_lazy("what it was", "Team before"), "users", holds=_was("team_id"), looks=number_or("none"),
          options=_of("team")),
    OneOf("before-agent", pgettext_lazy("what it was", "Agent before"), "user-round", holds=_was("agent_id"), looks=number_or("nobody"),
          options=_of("agent")),
    OneOf("before-priority", pgettext_lazy("what it was", "Priority before"), "flag", holds=_was("priority"), looks=one_of(*PRIORITIES),
          options=_of("priority")),
)  # fmt: skip
